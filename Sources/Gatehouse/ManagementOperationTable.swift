extension ManagementOperation {
    /// One line per operation, as Auth0 documents it: the method, the path below `/api/v2`, and the accepted scopes.
    /// `#` begins a group.
    static let table = """
        # actions
        GET /actions/actions read:actions
        POST /actions/actions create:actions
        GET /actions/actions/{actionId}/versions read:actions
        GET /actions/actions/{actionId}/versions/{id} read:actions
        POST /actions/actions/{actionId}/versions/{id}/deploy create:actions
        DELETE /actions/actions/{id} delete:actions
        GET /actions/actions/{id} read:actions
        PATCH /actions/actions/{id} update:actions
        POST /actions/actions/{id}/deploy create:actions
        POST /actions/actions/{id}/test create:actions
        GET /actions/executions/{id} read:actions
        GET /actions/modules read:actions
        POST /actions/modules create:actions
        DELETE /actions/modules/{id} delete:actions
        GET /actions/modules/{id} read:actions
        PATCH /actions/modules/{id} update:actions
        GET /actions/modules/{id}/actions read:actions
        POST /actions/modules/{id}/rollback update:actions
        GET /actions/modules/{id}/versions read:actions
        POST /actions/modules/{id}/versions update:actions
        GET /actions/modules/{id}/versions/{versionId} read:actions
        GET /actions/triggers read:actions
        GET /actions/triggers/{triggerId}/bindings read:actions
        PATCH /actions/triggers/{triggerId}/bindings update:actions
        # anomaly
        DELETE /anomaly/blocks/ips/{id} delete:anomaly_blocks
        GET /anomaly/blocks/ips/{id} read:anomaly_blocks
        # attack-protection
        GET /attack-protection/bot-detection read:attack_protection
        PATCH /attack-protection/bot-detection update:attack_protection
        GET /attack-protection/breached-password-detection read:attack_protection
        PATCH /attack-protection/breached-password-detection update:attack_protection
        GET /attack-protection/brute-force-protection read:attack_protection
        PATCH /attack-protection/brute-force-protection update:attack_protection
        GET /attack-protection/captcha read:attack_protection
        PATCH /attack-protection/captcha update:attack_protection
        GET /attack-protection/suspicious-ip-throttling read:attack_protection
        PATCH /attack-protection/suspicious-ip-throttling update:attack_protection
        # branding
        GET /branding read:branding
        PATCH /branding update:branding
        GET /branding/phone/providers read:phone_providers
        POST /branding/phone/providers create:phone_providers
        DELETE /branding/phone/providers/{id} delete:phone_providers
        GET /branding/phone/providers/{id} read:phone_providers
        PATCH /branding/phone/providers/{id} update:phone_providers
        POST /branding/phone/providers/{id}/try create:phone_providers
        GET /branding/phone/templates read:phone_templates
        POST /branding/phone/templates create:phone_templates
        DELETE /branding/phone/templates/{id} delete:phone_templates
        GET /branding/phone/templates/{id} read:phone_templates
        PATCH /branding/phone/templates/{id} update:phone_templates
        PATCH /branding/phone/templates/{id}/reset update:phone_templates
        POST /branding/phone/templates/{id}/try create:phone_templates
        DELETE /branding/templates/universal-login delete:branding
        GET /branding/templates/universal-login read:branding
        PUT /branding/templates/universal-login update:branding
        POST /branding/themes update:branding
        GET /branding/themes/default read:branding
        DELETE /branding/themes/{themeId} delete:branding
        GET /branding/themes/{themeId} read:branding
        PATCH /branding/themes/{themeId} update:branding
        # client-grants
        GET /client-grants read:client_grants
        POST /client-grants create:client_grants
        DELETE /client-grants/{id} delete:client_grants
        GET /client-grants/{id} read:client_grants
        PATCH /client-grants/{id} update:client_grants
        GET /client-grants/{id}/organizations read:organization_client_grants
        # clients
        GET /clients read:clients read:client_keys read:client_credentials read:client_summary
        POST /clients create:clients
        POST /clients/cimd/preview read:clients
        POST /clients/cimd/register create:clients update:clients
        GET /clients/{client_id}/credentials read:client_credentials
        POST /clients/{client_id}/credentials create:client_credentials
        DELETE /clients/{client_id}/credentials/{credential_id} delete:client_credentials
        GET /clients/{client_id}/credentials/{credential_id} read:client_credentials
        PATCH /clients/{client_id}/credentials/{credential_id} update:client_credentials
        DELETE /clients/{id} delete:clients
        GET /clients/{id} read:clients read:client_keys read:client_credentials read:client_summary
        PATCH /clients/{id} update:clients update:client_keys update:client_credentials \
        update:client_token_vault_privileged_access
        GET /clients/{id}/connections read:connections read:clients read:client_summary
        POST /clients/{id}/rotate-secret update:client_keys
        # connection-profiles
        GET /connection-profiles read:connection_profiles
        POST /connection-profiles create:connection_profiles
        GET /connection-profiles/templates read:connection_profiles
        GET /connection-profiles/templates/{id} read:connection_profiles
        DELETE /connection-profiles/{id} delete:connection_profiles
        GET /connection-profiles/{id} read:connection_profiles
        PATCH /connection-profiles/{id} update:connection_profiles
        # connections
        GET /connections read:connections
        POST /connections create:connections
        DELETE /connections/{id} delete:connections
        GET /connections/{id} read:connections
        PATCH /connections/{id} update:connections
        GET /connections/{id}/clients read:connections
        PATCH /connections/{id}/clients update:connections
        DELETE /connections/{id}/directory-provisioning delete:directory_provisionings
        GET /connections/{id}/directory-provisioning read:directory_provisionings
        PATCH /connections/{id}/directory-provisioning update:directory_provisionings
        POST /connections/{id}/directory-provisioning create:directory_provisionings
        GET /connections/{id}/directory-provisioning/default-mapping read:directory_provisionings
        POST /connections/{id}/directory-provisioning/synchronizations create:directory_provisionings
        GET /connections/{id}/directory-provisioning/synchronized-groups read:directory_provisionings
        PUT /connections/{id}/directory-provisioning/synchronized-groups update:directory_provisionings
        GET /connections/{id}/keys read:connections_keys
        POST /connections/{id}/keys create:connections_keys
        POST /connections/{id}/keys/rotate create:connections_keys update:connections_keys
        DELETE /connections/{id}/scim-configuration delete:scim_config
        GET /connections/{id}/scim-configuration read:scim_config
        PATCH /connections/{id}/scim-configuration update:scim_config
        POST /connections/{id}/scim-configuration create:scim_config
        GET /connections/{id}/scim-configuration/default-mapping read:scim_config
        GET /connections/{id}/scim-configuration/tokens read:scim_token
        POST /connections/{id}/scim-configuration/tokens create:scim_token
        DELETE /connections/{id}/scim-configuration/tokens/{tokenId} delete:scim_token
        GET /connections/{id}/status read:connections
        DELETE /connections/{id}/users delete:users
        # connections-directory-provisionings
        GET /connections-directory-provisionings read:directory_provisionings
        # connections-scim-configurations
        GET /connections-scim-configurations read:scim_config
        # custom-domains
        GET /custom-domains read:custom_domains
        POST /custom-domains create:custom_domains
        GET /custom-domains/default read:custom_domains
        PATCH /custom-domains/default update:custom_domains
        DELETE /custom-domains/{id} delete:custom_domains
        GET /custom-domains/{id} read:custom_domains
        PATCH /custom-domains/{id} update:custom_domains
        POST /custom-domains/{id}/test read:custom_domains
        POST /custom-domains/{id}/verify create:custom_domains
        # device-credentials
        GET /device-credentials read:device_credentials
        POST /device-credentials create:current_user_device_credentials
        DELETE /device-credentials/{id} delete:device_credentials delete:current_user_device_credentials
        # email-templates
        POST /email-templates create:email_templates
        GET /email-templates/{templateName} read:email_templates
        PATCH /email-templates/{templateName} update:email_templates
        PUT /email-templates/{templateName} update:email_templates
        # emails
        DELETE /emails/provider delete:email_provider
        GET /emails/provider read:email_provider
        PATCH /emails/provider update:email_provider
        POST /emails/provider create:email_provider
        # event-streams
        GET /event-streams read:event_streams
        POST /event-streams create:event_streams
        DELETE /event-streams/{id} delete:event_streams
        GET /event-streams/{id} read:event_streams
        PATCH /event-streams/{id} update:event_streams
        GET /event-streams/{id}/deliveries read:event_streams read:event_deliveries
        GET /event-streams/{id}/deliveries/{event_id} read:event_deliveries
        POST /event-streams/{id}/redeliver update:event_deliveries
        POST /event-streams/{id}/redeliver/{event_id} update:event_deliveries
        POST /event-streams/{id}/test update:event_streams
        # events
        GET /events read:events
        # flows
        GET /flows read:flows
        POST /flows create:flows
        GET /flows/vault/connections read:flows_vault_connections
        POST /flows/vault/connections create:flows_vault_connections
        DELETE /flows/vault/connections/{id} delete:flows_vault_connections
        GET /flows/vault/connections/{id} read:flows_vault_connections
        PATCH /flows/vault/connections/{id} update:flows_vault_connections
        GET /flows/{flow_id}/executions read:flows_executions
        DELETE /flows/{flow_id}/executions/{execution_id} delete:flows_executions
        GET /flows/{flow_id}/executions/{execution_id} read:flows_executions
        DELETE /flows/{id} delete:flows
        GET /flows/{id} read:flows
        PATCH /flows/{id} update:flows
        # forms
        GET /forms read:forms
        POST /forms create:forms
        DELETE /forms/{id} delete:forms
        GET /forms/{id} read:forms
        PATCH /forms/{id} update:forms
        # grants
        DELETE /grants delete:grants
        GET /grants read:grants
        DELETE /grants/{id} delete:grants
        # groups
        GET /groups read:groups
        DELETE /groups/{id} delete:groups
        GET /groups/{id} read:groups
        GET /groups/{id}/members read:group_members
        # guardian
        POST /guardian/enrollments/ticket create:guardian_enrollment_tickets
        DELETE /guardian/enrollments/{id} delete:guardian_enrollments
        GET /guardian/enrollments/{id} read:guardian_enrollments
        GET /guardian/factors read:guardian_factors
        GET /guardian/factors/duo/settings read:guardian_factors
        PATCH /guardian/factors/duo/settings update:guardian_factors
        PUT /guardian/factors/duo/settings update:guardian_factors
        GET /guardian/factors/phone/message-types read:guardian_factors
        PUT /guardian/factors/phone/message-types update:guardian_factors
        GET /guardian/factors/phone/providers/twilio read:guardian_factors
        PUT /guardian/factors/phone/providers/twilio update:guardian_factors
        GET /guardian/factors/phone/selected-provider read:guardian_factors
        PUT /guardian/factors/phone/selected-provider update:guardian_factors
        GET /guardian/factors/phone/templates read:guardian_factors
        PUT /guardian/factors/phone/templates update:guardian_factors
        GET /guardian/factors/push-notification/providers/apns read:guardian_factors
        PATCH /guardian/factors/push-notification/providers/apns update:guardian_factors
        PUT /guardian/factors/push-notification/providers/apns update:guardian_factors
        PATCH /guardian/factors/push-notification/providers/fcm update:guardian_factors
        PUT /guardian/factors/push-notification/providers/fcm update:guardian_factors
        PATCH /guardian/factors/push-notification/providers/fcmv1 update:guardian_factors
        PUT /guardian/factors/push-notification/providers/fcmv1 update:guardian_factors
        GET /guardian/factors/push-notification/providers/sns read:guardian_factors
        PATCH /guardian/factors/push-notification/providers/sns update:guardian_factors
        PUT /guardian/factors/push-notification/providers/sns update:guardian_factors
        GET /guardian/factors/push-notification/selected-provider read:guardian_factors
        PUT /guardian/factors/push-notification/selected-provider update:guardian_factors
        GET /guardian/factors/sms/providers/twilio read:guardian_factors
        PUT /guardian/factors/sms/providers/twilio update:guardian_factors
        GET /guardian/factors/sms/selected-provider read:guardian_factors
        PUT /guardian/factors/sms/selected-provider update:guardian_factors
        GET /guardian/factors/sms/templates read:guardian_factors
        PUT /guardian/factors/sms/templates update:guardian_factors
        PUT /guardian/factors/{name} update:guardian_factors
        GET /guardian/policies read:mfa_policies
        PUT /guardian/policies update:mfa_policies
        # hooks
        GET /hooks read:hooks
        POST /hooks create:hooks
        DELETE /hooks/{id} delete:hooks
        GET /hooks/{id} read:hooks
        PATCH /hooks/{id} update:hooks
        DELETE /hooks/{id}/secrets delete:hooks
        GET /hooks/{id}/secrets read:hooks
        PATCH /hooks/{id}/secrets update:hooks
        POST /hooks/{id}/secrets update:hooks
        # jobs
        POST /jobs/users-exports read:users
        POST /jobs/users-imports create:users
        POST /jobs/verification-email update:users
        GET /jobs/{id} create:users read:users
        GET /jobs/{id}/errors create:users read:users
        # keys
        DELETE /keys/custom-signing delete:custom_signing_keys
        GET /keys/custom-signing read:custom_signing_keys
        PUT /keys/custom-signing create:custom_signing_keys update:custom_signing_keys
        GET /keys/encryption read:encryption_keys
        POST /keys/encryption create:encryption_keys
        POST /keys/encryption/rekey create:encryption_keys update:encryption_keys
        DELETE /keys/encryption/{kid} delete:encryption_keys
        GET /keys/encryption/{kid} read:encryption_keys
        POST /keys/encryption/{kid} update:encryption_keys
        POST /keys/encryption/{kid}/wrapping-key create:encryption_keys
        GET /keys/signing read:signing_keys
        POST /keys/signing/rotate create:signing_keys update:signing_keys
        GET /keys/signing/{kid} read:signing_keys
        PUT /keys/signing/{kid}/revoke update:signing_keys
        # log-streams
        GET /log-streams read:log_streams
        POST /log-streams create:log_streams
        DELETE /log-streams/{id} delete:log_streams
        GET /log-streams/{id} read:log_streams
        PATCH /log-streams/{id} update:log_streams
        # logs
        GET /logs read:logs read:logs_users
        GET /logs/{id} read:logs read:logs_users
        # network-acls
        GET /network-acls read:network_acls
        POST /network-acls create:network_acls
        DELETE /network-acls/{id} delete:network_acls
        GET /network-acls/{id} read:network_acls
        PATCH /network-acls/{id} update:network_acls
        PUT /network-acls/{id} update:network_acls
        # organizations
        GET /organizations read:organizations read:organizations_summary
        POST /organizations create:organizations create:organization_connections
        GET /organizations/name/{name} read:organizations
        DELETE /organizations/{id} delete:organizations
        GET /organizations/{id} read:organizations read:organizations_summary
        PATCH /organizations/{id} update:organizations
        GET /organizations/{id}/client-grants read:organization_client_grants
        POST /organizations/{id}/client-grants create:organization_client_grants
        DELETE /organizations/{id}/client-grants/{grant_id} delete:organization_client_grants
        GET /organizations/{id}/connections read:organization_connections
        POST /organizations/{id}/connections create:organization_connections
        DELETE /organizations/{id}/connections/{connection_id} delete:organization_connections
        GET /organizations/{id}/connections/{connection_id} read:organization_connections
        PATCH /organizations/{id}/connections/{connection_id} update:organization_connections
        GET /organizations/{id}/discovery-domains read:organization_discovery_domains
        POST /organizations/{id}/discovery-domains create:organization_discovery_domains
        GET /organizations/{id}/discovery-domains/name/{discovery_domain} read:organization_discovery_domains
        DELETE /organizations/{id}/discovery-domains/{discovery_domain_id} delete:organization_discovery_domains
        GET /organizations/{id}/discovery-domains/{discovery_domain_id} read:organization_discovery_domains
        PATCH /organizations/{id}/discovery-domains/{discovery_domain_id} update:organization_discovery_domains
        GET /organizations/{id}/enabled_connections read:organization_connections
        POST /organizations/{id}/enabled_connections create:organization_connections
        DELETE /organizations/{id}/enabled_connections/{connectionId} delete:organization_connections
        GET /organizations/{id}/enabled_connections/{connectionId} read:organization_connections
        PATCH /organizations/{id}/enabled_connections/{connectionId} update:organization_connections
        GET /organizations/{id}/invitations read:organization_invitations
        POST /organizations/{id}/invitations create:organization_invitations
        DELETE /organizations/{id}/invitations/{invitation_id} delete:organization_invitations
        GET /organizations/{id}/invitations/{invitation_id} read:organization_invitations
        DELETE /organizations/{id}/members delete:organization_members
        GET /organizations/{id}/members read:organization_members
        POST /organizations/{id}/members create:organization_members
        DELETE /organizations/{id}/members/{user_id}/roles delete:organization_member_roles
        GET /organizations/{id}/members/{user_id}/roles read:organization_member_roles
        POST /organizations/{id}/members/{user_id}/roles create:organization_member_roles
        # prompts
        GET /prompts read:prompts
        PATCH /prompts update:prompts
        GET /prompts/rendering read:prompts
        PATCH /prompts/rendering update:prompts
        GET /prompts/{prompt}/custom-text/{language} read:prompts
        PUT /prompts/{prompt}/custom-text/{language} update:prompts
        GET /prompts/{prompt}/partials read:prompts
        PUT /prompts/{prompt}/partials update:prompts
        GET /prompts/{prompt}/screen/{screen}/rendering read:prompts
        PATCH /prompts/{prompt}/screen/{screen}/rendering update:prompts
        # refresh-tokens
        GET /refresh-tokens read:refresh_tokens
        POST /refresh-tokens/revoke delete:refresh_tokens
        DELETE /refresh-tokens/{id} delete:refresh_tokens
        GET /refresh-tokens/{id} read:refresh_tokens
        PATCH /refresh-tokens/{id} update:refresh_tokens
        # resource-servers
        GET /resource-servers read:resource_servers
        POST /resource-servers create:resource_servers
        DELETE /resource-servers/{id} delete:resource_servers
        GET /resource-servers/{id} read:resource_servers
        PATCH /resource-servers/{id} update:resource_servers
        # risk-assessments
        GET /risk-assessments/settings read:attack_protection
        PATCH /risk-assessments/settings update:attack_protection
        GET /risk-assessments/settings/new-device read:attack_protection
        PATCH /risk-assessments/settings/new-device update:attack_protection
        # roles
        GET /roles read:roles
        POST /roles create:roles
        DELETE /roles/{id} delete:roles
        GET /roles/{id} read:roles
        PATCH /roles/{id} update:roles
        DELETE /roles/{id}/permissions update:roles
        GET /roles/{id}/permissions read:roles
        POST /roles/{id}/permissions update:roles
        GET /roles/{id}/users read:users read:roles read:role_members
        POST /roles/{id}/users update:roles create:role_members
        # rules
        GET /rules read:rules
        POST /rules create:rules
        DELETE /rules/{id} delete:rules
        GET /rules/{id} read:rules
        PATCH /rules/{id} update:rules
        # rules-configs
        GET /rules-configs read:rules_configs
        DELETE /rules-configs/{key} delete:rules_configs
        PUT /rules-configs/{key} update:rules_configs
        # self-service-profiles
        GET /self-service-profiles read:self_service_profiles
        POST /self-service-profiles create:self_service_profiles
        DELETE /self-service-profiles/{id} delete:self_service_profiles
        GET /self-service-profiles/{id} read:self_service_profiles
        PATCH /self-service-profiles/{id} update:self_service_profiles
        GET /self-service-profiles/{id}/custom-text/{language}/{page} read:self_service_profile_custom_texts
        PUT /self-service-profiles/{id}/custom-text/{language}/{page} update:self_service_profile_custom_texts
        POST /self-service-profiles/{id}/sso-ticket create:sso_access_tickets
        POST /self-service-profiles/{profileId}/sso-ticket/{id}/revoke delete:sso_access_tickets
        # sessions
        DELETE /sessions/{id} delete:sessions
        GET /sessions/{id} read:sessions
        PATCH /sessions/{id} update:sessions
        POST /sessions/{id}/revoke delete:sessions delete:refresh_tokens
        # stats
        GET /stats/active-users read:stats
        GET /stats/daily read:stats
        # supplemental-signals
        GET /supplemental-signals read:attack_protection
        PATCH /supplemental-signals update:attack_protection
        # tenants
        GET /tenants/settings read:tenant_settings
        PATCH /tenants/settings update:tenant_settings
        # tickets
        POST /tickets/email-verification create:user_tickets
        POST /tickets/password-change create:user_tickets
        # token-exchange-profiles
        GET /token-exchange-profiles read:token_exchange_profiles
        POST /token-exchange-profiles create:token_exchange_profiles
        DELETE /token-exchange-profiles/{id} delete:token_exchange_profiles
        GET /token-exchange-profiles/{id} read:token_exchange_profiles
        PATCH /token-exchange-profiles/{id} update:token_exchange_profiles
        # user-attribute-profiles
        GET /user-attribute-profiles read:user_attribute_profiles
        POST /user-attribute-profiles create:user_attribute_profiles
        GET /user-attribute-profiles/templates read:user_attribute_profiles
        GET /user-attribute-profiles/templates/{id} read:user_attribute_profiles
        DELETE /user-attribute-profiles/{id} delete:user_attribute_profiles
        GET /user-attribute-profiles/{id} read:user_attribute_profiles
        PATCH /user-attribute-profiles/{id} update:user_attribute_profiles
        # user-blocks
        DELETE /user-blocks update:users
        GET /user-blocks read:users
        DELETE /user-blocks/{id} update:users
        GET /user-blocks/{id} read:users
        # users
        GET /users read:users read:user_idp_tokens
        POST /users create:users
        DELETE /users/{id} delete:users delete:current_user
        GET /users/{id} read:users read:current_user read:user_idp_tokens
        PATCH /users/{id} update:users update:users_app_metadata update:current_user_metadata
        DELETE /users/{id}/authentication-methods delete:authentication_methods
        GET /users/{id}/authentication-methods read:authentication_methods
        POST /users/{id}/authentication-methods create:authentication_methods
        PUT /users/{id}/authentication-methods update:authentication_methods
        DELETE /users/{id}/authentication-methods/{authentication_method_id} delete:authentication_methods
        GET /users/{id}/authentication-methods/{authentication_method_id} read:authentication_methods
        PATCH /users/{id}/authentication-methods/{authentication_method_id} update:authentication_methods
        DELETE /users/{id}/authenticators delete:guardian_enrollments
        GET /users/{id}/connected-accounts read:users
        GET /users/{id}/enrollments read:users read:current_user
        GET /users/{id}/federated-connections-tokensets read:federated_connections_tokens
        DELETE /users/{id}/federated-connections-tokensets/{tokenset_id} delete:federated_connections_tokens
        GET /users/{id}/groups read:groups
        POST /users/{id}/identities update:users update:current_user_identities
        DELETE /users/{id}/identities/{provider}/{user_id} update:users update:current_user_identities
        GET /users/{id}/logs read:logs read:logs_users
        POST /users/{id}/multifactor/actions/invalidate-remember-browser update:users
        DELETE /users/{id}/multifactor/{provider} update:users
        GET /users/{id}/organizations read:organizations
        DELETE /users/{id}/permissions update:users
        GET /users/{id}/permissions read:users
        POST /users/{id}/permissions update:users
        POST /users/{id}/recovery-code-regeneration update:users
        POST /users/{id}/revoke-access delete:sessions delete:refresh_tokens
        POST /users/{id}/risk-assessments/clear update:users
        DELETE /users/{id}/roles update:users delete:role_members
        GET /users/{id}/roles read:users read:roles read:role_members
        POST /users/{id}/roles update:users create:role_members
        DELETE /users/{user_id}/refresh-tokens delete:refresh_tokens
        GET /users/{user_id}/refresh-tokens read:refresh_tokens
        DELETE /users/{user_id}/sessions delete:sessions
        GET /users/{user_id}/sessions read:sessions
        # users-by-email
        GET /users-by-email read:users
        # verifiable-credentials
        GET /verifiable-credentials/verification/templates read:vdcs_templates
        POST /verifiable-credentials/verification/templates create:vdcs_templates
        DELETE /verifiable-credentials/verification/templates/{id} delete:vdcs_templates
        GET /verifiable-credentials/verification/templates/{id} read:vdcs_templates
        PATCH /verifiable-credentials/verification/templates/{id} update:vdcs_templates
        """

    /// The same for operations that are retired or were never documented.
    static let retiredTable = """
        # blacklists
        GET /blacklists/tokens blacklist:tokens
        POST /blacklists/tokens blacklist:tokens
        # event-streams
        GET /event-streams/{id}/stats read:event_streams
        # guardian
        GET /guardian/factors/webauthn-platform/settings read:guardian_factors
        PUT /guardian/factors/webauthn-platform/settings update:guardian_factors
        GET /guardian/factors/webauthn-roaming/settings read:guardian_factors
        PUT /guardian/factors/webauthn-roaming/settings update:guardian_factors
        # migrations
        GET /migrations read:tenant_settings
        PATCH /migrations update:tenant_settings
        # users
        DELETE /users delete:users
        POST /users/{id}/impersonate create:user_tickets
        """
}
