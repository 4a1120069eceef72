/// The default templates of mails.
enum DefaultMails {
    static func template(_ kind: MailKind) -> MailTemplate { templates[kind] ?? MailTemplate(subject: "", body: "") }

    private static let templates: [MailKind: MailTemplate] = Dictionary(
        uniqueKeysWithValues: MailKind.allCases.map { ($0, template(parts(of: $0))) })

    private struct Parts {
        let subject: String
        let paragraphs: [String]
        /// The text of the link.
        var link: String?
        /// The variable with the URL of the link.
        var address = "url"
        /// Whether the mail contains a code to enter.
        var hasCode = false
        var last = "If you did not ask for this, you can ignore this message."
    }

    private static let sender = "{{ application.name | default: friendly_name | default: tenant }}"

    private static func parts(of kind: MailKind) -> Parts {
        switch kind {
        case .verifyEmail:
            Parts(
                subject: "Confirm your email address",
                paragraphs: ["Please confirm that {{ user.email }} is your address at \(sender)."],
                link: "Confirm the address", last: "If this account is not yours, you can ignore this message.")
        case .verifyEmailByCode:
            Parts(
                subject: "Your code to confirm your email address",
                paragraphs: ["Type in this code to confirm that {{ user.email }} is your address at \(sender)."],
                hasCode: true)
        case .resetEmail:
            Parts(
                subject: "Choose a new password",
                paragraphs: ["Someone asked for a new password for your account at \(sender)."],
                link: "Choose a new password",
                last: "If it was not you, you can ignore this message: your password stays as it is.")
        case .resetEmailByCode:
            Parts(
                subject: "Your code to choose a new password",
                paragraphs: ["Type in this code to choose a new password for your account at \(sender)."],
                hasCode: true)
        case .welcome:
            Parts(
                subject: "Welcome to \(sender)",
                paragraphs: ["Your account is ready. You log in with {{ user.email }}."],
                last: "If this account is not yours, please tell whoever runs \(sender).")
        case .blockedAccount: blocked
        case .stolenCredentials: stolen
        case .enrollment:
            Parts(
                subject: "Set up your second factor",
                paragraphs: ["Logging in at \(sender) needs a second step besides your password. Please set it up."],
                link: "Set it up", address: "link")
        case .mfaCode:
            Parts(
                subject: "Your code to log in", paragraphs: ["Type in this code to log in at \(sender)."],
                hasCode: true, last: "If you are not logging in right now, please change your password.")
        case .passwordless:
            Parts(
                subject: "Your code to log in", paragraphs: ["Type in this code to log in at \(sender)."],
                hasCode: true)
        case .userInvitation:
            Parts(
                subject: "You are invited to {{ organization.display_name | default: organization.name }}",
                paragraphs: [
                    """
                    {{ inviter.name }} invites you to join \
                    {{ organization.display_name | default: organization.name }} at \(sender).
                    """
                ],
                link: "Accept the invitation",
                last: "If you do not know who invites you, you can ignore this message.")
        case .asyncApproval:
            Parts(
                subject: "A request waits for your approval",
                paragraphs: ["\(sender) asks you to approve a request made in your name."], link: "Look at the request")
        }
    }

    /// The default template of `MailKind.passwordless` with a link.
    static let loginLink = template(
        Parts(
            subject: "Your link to log in", paragraphs: ["Follow this link to log in at \(sender)."], link: "Log in",
            address: "link"))

    private static let blocked = Parts(
        subject: "Logging in to your account was blocked",
        paragraphs: [
            "Someone failed to log in to your account at \(sender) many times in a row.",
            """
            {% if user.source_ip %}The attempts came from {{ user.source_ip }}\
            {% if user.country %}, {{ user.city }} {{ user.country }}{% endif %}. {% endif %}\
            Until it is unblocked, nobody can log in from there.
            """,
        ], link: "It was me: unblock it",
        last: "If it was not you, there is nothing to do. Your password was not guessed.")

    private static let stolen = Parts(
        subject: "Please change your password",
        paragraphs: [
            """
            The password of your account at \(sender) is known to have been stolen from another site, where it is used \
            as well.
            """,
            "Please choose another one, here and wherever else you use it.",
        ], link: "Choose a new password", last: "Choose one that you use nowhere else.")

    private static func template(_ parts: Parts) -> MailTemplate {
        var lines = parts.paragraphs.map { "<p>\($0)</p>" }
        if parts.hasCode {
            lines.append("<p style=\"font-size:1.6em;letter-spacing:0.1em\"><strong>{{ code }}</strong></p>")
        }
        if let link = parts.link {
            lines += [
                "{% if \(parts.address) %}<p><a href=\"{{ \(parts.address) }}\" style=\"\(button)\">\(link)</a></p>",
                "<p>This link is for you alone. Please do not pass it on.</p>{% endif %}",
            ]
        }
        lines.append("<p>\(parts.last)</p>")
        lines.append("{% if support_email %}<p>Questions? Write to {{ support_email }}.</p>{% endif %}")
        return MailTemplate(
            subject: parts.subject,
            body: """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>\(parts.subject)</title></head>
                <body style="\(page)">
                \(logo)
                <h1 style="font-size:1.4em">\(parts.subject)</h1>
                \(lines.joined(separator: "\n"))
                </body>
                </html>
                """)
    }

    private static let page = """
        font-family:sans-serif;color:#1a1a1a;background:#ffffff;line-height:1.5;max-width:36em;margin:2em auto;padding:0 1em
        """
    private static let logo = """
        {% if branding.logo_url %}<p><img src="{{ branding.logo_url }}" alt="" style="max-height:4em"></p>{% endif %}
        """
    private static let button = """
        display:inline-block;padding:0.6em 1.2em;color:#ffffff;\
        background:{{ branding.colors.primary | default: '#1d4ed8' }};border-radius:4px
        """
}
