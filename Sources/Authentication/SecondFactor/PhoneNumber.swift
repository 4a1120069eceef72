/// Phone numbers (E.164).
enum PhoneNumber {
    /// Returns a number in the form `+15551234567`; `nil` if it is not valid.
    /// - Parameter text: a number that may contain spaces, dots, dashes and parentheses.
    static func normal(_ text: String) -> String? {
        let number = text.filter { !" .-()".contains($0) }
        return number.wholeMatch(of: /\+[1-9][0-9]{6,14}/) == nil ? nil : number
    }
}
