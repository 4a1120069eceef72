import Foundation
import AccessAPI

extension ResourceServers {
    /// Every scope of the Management API, with what it allows in words.
    static let managementScopes: [ResourceServerScope] = scopeNames.split(whereSeparator: \.isWhitespace).map { name in
        let words = name.split(whereSeparator: { ":_".contains($0) }).map(\.capitalized)
        return ResourceServerScope(value: String(name), description: words.joined(separator: " "))
    }

    private static let scopeNames = """
        create:actions delete:actions read:actions update:actions delete:anomaly_blocks read:anomaly_blocks
        read:attack_protection update:attack_protection create:authentication_methods delete:authentication_methods
        read:authentication_methods update:authentication_methods delete:branding read:branding update:branding
        create:client_credentials delete:client_credentials read:client_credentials update:client_credentials
        create:client_grants delete:client_grants read:client_grants update:client_grants read:client_keys
        update:client_keys read:client_summary update:client_token_vault_privileged_access create:clients
        delete:clients read:clients update:clients create:connection_profiles delete:connection_profiles
        read:connection_profiles update:connection_profiles create:connections delete:connections read:connections
        update:connections create:connections_keys read:connections_keys update:connections_keys delete:current_user
        read:current_user create:current_user_device_credentials delete:current_user_device_credentials
        update:current_user_identities update:current_user_metadata create:custom_domains delete:custom_domains
        read:custom_domains update:custom_domains create:custom_signing_keys delete:custom_signing_keys
        read:custom_signing_keys update:custom_signing_keys delete:device_credentials read:device_credentials
        create:directory_provisionings delete:directory_provisionings read:directory_provisionings
        update:directory_provisionings create:email_provider delete:email_provider read:email_provider
        update:email_provider create:email_templates read:email_templates update:email_templates
        create:encryption_keys delete:encryption_keys read:encryption_keys update:encryption_keys
        read:event_deliveries update:event_deliveries create:event_streams delete:event_streams read:event_streams
        update:event_streams read:events delete:federated_connections_tokens read:federated_connections_tokens
        create:flows delete:flows read:flows update:flows delete:flows_executions read:flows_executions
        create:flows_vault_connections delete:flows_vault_connections read:flows_vault_connections
        update:flows_vault_connections create:forms delete:forms read:forms update:forms delete:grants read:grants
        read:group_members delete:groups read:groups create:guardian_enrollment_tickets delete:guardian_enrollments
        read:guardian_enrollments read:guardian_factors update:guardian_factors create:hooks delete:hooks read:hooks
        update:hooks create:log_streams delete:log_streams read:log_streams update:log_streams read:logs
        read:logs_users read:mfa_policies update:mfa_policies create:network_acls delete:network_acls
        read:network_acls update:network_acls create:organization_client_grants delete:organization_client_grants
        read:organization_client_grants create:organization_connections delete:organization_connections
        read:organization_connections update:organization_connections create:organization_discovery_domains
        delete:organization_discovery_domains read:organization_discovery_domains
        update:organization_discovery_domains create:organization_invitations delete:organization_invitations
        read:organization_invitations create:organization_member_roles delete:organization_member_roles
        read:organization_member_roles create:organization_members delete:organization_members
        read:organization_members create:organizations delete:organizations read:organizations update:organizations
        read:organizations_summary create:phone_providers delete:phone_providers read:phone_providers
        update:phone_providers create:phone_templates delete:phone_templates read:phone_templates
        update:phone_templates read:prompts update:prompts delete:refresh_tokens read:refresh_tokens
        update:refresh_tokens create:resource_servers delete:resource_servers read:resource_servers
        update:resource_servers create:role_members delete:role_members read:role_members create:roles delete:roles
        read:roles update:roles create:rules delete:rules read:rules update:rules delete:rules_configs
        read:rules_configs update:rules_configs create:scim_config delete:scim_config read:scim_config
        update:scim_config create:scim_token delete:scim_token read:scim_token
        read:self_service_profile_custom_texts update:self_service_profile_custom_texts create:self_service_profiles
        delete:self_service_profiles read:self_service_profiles update:self_service_profiles delete:sessions
        read:sessions update:sessions create:signing_keys read:signing_keys update:signing_keys
        create:sso_access_tickets delete:sso_access_tickets read:stats read:tenant_settings update:tenant_settings
        create:token_exchange_profiles delete:token_exchange_profiles read:token_exchange_profiles
        update:token_exchange_profiles create:user_attribute_profiles delete:user_attribute_profiles
        read:user_attribute_profiles update:user_attribute_profiles read:user_idp_tokens create:user_tickets
        create:users delete:users read:users update:users create:users_app_metadata delete:users_app_metadata
        read:users_app_metadata update:users_app_metadata create:vdcs_templates delete:vdcs_templates
        read:vdcs_templates update:vdcs_templates
        """
}
