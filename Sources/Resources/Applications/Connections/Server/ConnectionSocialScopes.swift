/// The scopes of social providers by the names of the options.
enum SocialScopes {
    /// Providers that offer only a profile.
    static let plain: Set<String> = [
        "baidu", "bitly", "box", "daccount", "dropbox", "dwolla", "fitbit", "instagram", "planningcenter", "shop",
        "shopify", "soundcloud", "thirtysevensignals", "untappd", "vkontakte", "weibo", "wordpress", "yahoo", "yandex",
    ]

    static let google: [String: String] = {
        let prefixed = googleAPIs.mapValues { "https://www.googleapis.com/auth/" + $0 }
        return [googleOwn, prefixed, googlePlain].reduce([:]) { $0.merging($1) { $1 } }
    }()

    private static let googleOwn: [String: String] = [
        "email": "email", "profile": "profile", "gmail": "https://mail.google.com/",
        "gmail_new": "https://mail.google.com/", "contacts": "https://www.google.com/m8/feeds",
        "sites": "https://sites.google.com/feeds", "document_list": "https://docs.google.com/feeds",
        "orkut": "https://orkut.gmodules.com/social/rest", "picasa_web": "https://picasaweb.google.com/data",
        "webmaster_tools": "https://www.google.com/webmasters/tools/feeds",
        "spreadsheets": "https://spreadsheets.google.com/feeds",
    ]

    /// Flags whose scopes have different names, under a common URL prefix.
    private static let googleAPIs: [String: String] = [
        "google_plus": "plus.login", "google_drive": "drive", "google_drive_files": "drive.file",
        "google_cloud_storage": "devstorage.read_write", "google_books": "books", "adsense_management": "adsense",
        "google_affiliate_network": "gan", "content_api_for_shopping": "structuredcontent",
        "chrome_web_store": "chromewebstore.readonly", "latitude_best": "latitude.all.best",
        "latitude_city": "latitude.all.city", "url_shortener": "urlshortener", "contacts_new": "contacts",
        "youtube_new": "youtube", "youtube_channelmemberships_creator": "youtube.channel-memberships.creator",
    ]

    /// Flags whose scopes have the same name with dots in place of underscores, under a common URL prefix.
    private static let googlePlain: [String: String] = {
        let names = [
            "analytics", "blogger", "calendar", "calendar.addons.execute", "calendar.events",
            "calendar.events.readonly", "calendar.settings.readonly", "contacts.other.readonly", "contacts.readonly",
            "coordinate", "coordinate.readonly", "directory.readonly", "drive", "drive.activity",
            "drive.activity.readonly", "drive.appdata", "drive.apps.readonly", "drive.file", "drive.metadata",
            "drive.metadata.readonly", "drive.photos.readonly", "drive.readonly", "drive.scripts", "gmail.compose",
            "gmail.insert", "gmail.labels", "gmail.metadata", "gmail.modify", "gmail.readonly", "gmail.send",
            "gmail.settings.basic", "gmail.settings.sharing", "moderator", "tasks", "tasks.readonly", "youtube",
            "youtube.readonly", "youtube.upload", "youtubepartner",
        ]
        let pairs = names.map { ($0.replacing(".", with: "_"), "https://www.googleapis.com/auth/" + $0) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }()

    /// Scopes are flags with `:` in place of `_`, except a few that contain `_`.
    static let github: [String: String] = [
        "email": "user:email", "read_user": "read:user", "follow": "user:follow", "public_repo": "public_repo",
        "repo": "repo", "repo_deployment": "repo_deployment", "repo_status": "repo:status",
        "delete_repo": "delete_repo", "notifications": "notifications", "gist": "gist",
        "read_repo_hook": "read:repo_hook", "write_repo_hook": "write:repo_hook", "admin_repo_hook": "admin:repo_hook",
        "read_org": "read:org", "write_org": "write:org", "admin_org": "admin:org",
        "read_public_key": "read:public_key", "write_public_key": "write:public_key",
        "admin_public_key": "admin:public_key",
    ]

    /// Scopes have the names of the flags.
    static let facebook: [String: String] = {
        let names =
            facebookPeople + [
                "ads_management", "ads_read", "business_management", "email", "groups_access_member_info",
                "leads_retrieval", "manage_notifications", "manage_pages", "pages_manage_cta",
                "pages_manage_instant_articles", "pages_messaging", "pages_messaging_phone_number",
                "pages_messaging_subscriptions", "pages_show_list", "public_profile", "publish_actions",
                "publish_pages", "publish_to_groups", "publish_video", "read_audience_network_insights",
                "read_insights", "read_mailbox", "read_page_mailboxes", "read_stream",
            ]
        return Dictionary(uniqueKeysWithValues: names.map { ($0, $0) })
    }()

    private static let facebookPeople = [
        "user_age_range", "user_birthday", "user_events", "user_friends", "user_gender", "user_groups",
        "user_hometown", "user_likes", "user_link", "user_location", "user_managed_groups", "user_photos",
        "user_posts", "user_status", "user_tagged_places", "user_videos",
    ]

    /// The first version of the strategy, with the scopes of Windows Live.
    static let windowsLive: [String: String] = {
        let names = [
            "applications", "applications_create", "basic", "birthday", "calendars", "calendars_update",
            "contacts_birthday", "contacts_calendars", "contacts_create", "contacts_photos", "contacts_skydrive",
            "emails", "events_create", "messenger", "offline_access", "phone_numbers", "photos", "postal_addresses",
            "share", "signin", "skydrive", "skydrive_update", "work_profile",
        ]
        return Dictionary(uniqueKeysWithValues: names.map { ($0, "wl." + $0) })
    }()

    /// The second version of the strategy, with the scopes of Microsoft Graph.
    static let microsoftGraph: [String: String] = [
        "offline_access": "offline_access", "graph_user": "User.Read", "graph_user_update": "User.ReadWrite",
        "graph_user_activity": "UserActivity.ReadWrite.CreatedByApp", "graph_device": "Device.Read",
        "graph_device_command": "Device.Command", "graph_emails": "Mail.Read", "graph_emails_update": "Mail.ReadWrite",
        "graph_calendars": "Calendars.Read", "graph_calendars_update": "Calendars.ReadWrite",
        "graph_contacts": "Contacts.Read", "graph_contacts_update": "Contacts.ReadWrite",
        "graph_files": "Files.Read", "graph_files_all": "Files.Read.All", "graph_files_update": "Files.ReadWrite",
        "graph_files_all_update": "Files.ReadWrite.All", "graph_notes": "Notes.Read",
        "graph_notes_create": "Notes.Create", "graph_notes_update": "Notes.ReadWrite", "graph_tasks": "Tasks.Read",
        "graph_tasks_update": "Tasks.ReadWrite",
    ]
}
