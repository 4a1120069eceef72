/// Numbers of phones (E.164).
enum PhoneNumber {
    /// A number as it is kept, as `+15551234567`; `nil` where it is none.
    /// - Parameter text: as people write it, with spaces, dots, dashes and parentheses.
    static func normal(_ text: String) -> String? {
        let number = text.filter { !" .-()".contains($0) }
        return number.wholeMatch(of: /\+[1-9][0-9]{6,14}/) == nil ? nil : number
    }
}
