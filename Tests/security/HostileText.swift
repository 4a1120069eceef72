/// Scalars that Swift joins with a neighbour into one `Character`, or that hide in other ways.
enum HostileText {
    /// Each joins what comes after it (prepended) or before it (combining), or is not seen at all.
    static let joiners: [String] = [
        "\u{0600}",  // ARABIC NUMBER SIGN: prepended
        "\u{070F}",  // SYRIAC ABBREVIATION MARK: prepended
        "\u{0301}",  // COMBINING ACUTE ACCENT
        "\u{200D}",  // ZERO WIDTH JOINER
        "\u{FE0F}",  // VARIATION SELECTOR-16
        "\u{E0100}",  // VARIATION SELECTOR-17
        "\u{1F3FB}",  // EMOJI MODIFIER
        "\u{202E}",  // RIGHT-TO-LEFT OVERRIDE
        "\r",  // joins a line feed that follows
    ]

    /// A text in which every character of `specials` stands behind, before and between joiners.
    static func wrapping(_ specials: String) -> [String] {
        specials.unicodeScalars.flatMap { special in
            joiners.flatMap { ["\($0)\(special)", "\(special)\($0)", "\($0)\(special)\($0)"] }
        }
    }
}
