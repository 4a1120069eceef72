#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

// The resolver's state has unions and bit fields, and what reads messages are macros: Swift sees neither.

// Asks for records of a name, from a server (an IPv4 address) or, where that is NULL, from the machine's.
// Gives the answer's length, or -1 and what went wrong as in <netdb.h>.
static inline int gatehouse_resolve(const char *name, int type, const char *server, int port, unsigned char *answer,
                                    int size, int *problem) {
    struct __res_state state;
    memset(&state, 0, sizeof state);
    *problem = NO_RECOVERY;
    if (res_ninit(&state) != 0) return -1;
    state.retrans = 3;
    state.retry = 2;
    int length = -1;
    if (server == NULL || inet_pton(AF_INET, server, &state.nsaddr_list[0].sin_addr) == 1) {
        if (server != NULL) {
            state.nscount = 1;
            state.nsaddr_list[0].sin_family = AF_INET;
            state.nsaddr_list[0].sin_port = htons((unsigned short)port);
        }
        length = res_nquery(&state, name, ns_c_in, type, answer, size);
        *problem = state.res_h_errno;
    }
    res_nclose(&state);
    return length > size ? size : length;
}

// The text of an answer's record: the name that a CNAME says, or what a TXT says.
// Gives 1, 0 where the record is of another type, or -1 where there is no such record or it cannot be read.
static inline int gatehouse_record(const unsigned char *answer, int length, int type, int index, char *text,
                                   int size) {
    ns_msg message;
    ns_rr record;
    if (ns_initparse(answer, length, &message) != 0) return -1;
    if (index >= ns_msg_count(message, ns_s_an) || ns_parserr(&message, ns_s_an, index, &record) != 0) return -1;
    if ((int)ns_rr_type(record) != type) return 0;
    if (type == ns_t_cname) {
        return ns_name_uncompress(answer, answer + length, ns_rr_rdata(record), text, size) < 0 ? -1 : 1;
    }
    const unsigned char *part = ns_rr_rdata(record);
    const unsigned char *end = part + ns_rr_rdlen(record);
    int written = 0;
    while (part < end) {
        int count = *part++;
        if (part + count > end || written + count >= size) return -1;
        memcpy(text + written, part, (size_t)count);
        written += count;
        part += count;
    }
    text[written] = 0;
    return 1;
}
