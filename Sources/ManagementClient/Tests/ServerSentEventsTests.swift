import Testing

@testable import ManagementClientCore

@Suite struct ServerSentEventsTests {
    private typealias Event = ServerSentEvents.Event

    private static let stream = """
        :connected

        retry: 1500

        event: user.created\r
        id: a==\r
        data: {"x":1}\r
        \r
        : heartbeat

        data:one
        data: two

        id: alone

        event
        data: last


        """

    @Test(arguments: [1, 2, 3, 7, 1_000]) func areTakenApartWhereverTheyAreCut(_ size: Int) {
        var events = ServerSentEvents()
        var found: [Event] = []
        var rest = Array(Self.stream.utf8)[...]
        while !rest.isEmpty {
            found += events.read(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        #expect(
            found == [
                Event(type: "user.created", id: "a==", data: "{\"x\":1}"), Event(type: nil, id: nil, data: "one\ntwo"),
                Event(type: "", id: nil, data: "last"),
            ])
        #expect(events.retry == 1_500)
    }
}
