/// Carries one HTTP request to a server and its answer back.
public protocol Transport: Sendable {
}
