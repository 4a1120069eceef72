#include "confinement.h"

// This runs in a process that is to run a tenant's code, before the program that runs it. It needs no privileges: it
// only gives some away, and the kernel hands none of them back.

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

extern char **environ;

// ---- The files that it sees (Landlock)

// As in linux/landlock.h, of which Debian's headers have an older version.
struct landlock_ruleset { uint64_t files, network, scopes; };
struct landlock_path { uint64_t access; int32_t parent; } __attribute__((packed));

#define ACCESS_EXECUTE (1ULL << 0)
#define ACCESS_READ_FILE (1ULL << 2)
#define ACCESS_READ_DIR (1ULL << 3)
#define ACCESS_WRITE_FILE (1ULL << 1)
#define SCOPE_SOCKETS_AND_SIGNALS 3ULL

/// Lets a path, and what is below it, be used in some ways. One that is not there is passed over.
static void allow(int ruleset, const char *path, uint64_t access) {
    struct stat status;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) return;
    if (fstat(fd, &status) == 0) {
        if (!S_ISDIR(status.st_mode)) access &= ~ACCESS_READ_DIR;
        struct landlock_path rule = {.access = access, .parent = fd};
        syscall(__NR_landlock_add_rule, ruleset, 1, &rule, 0);
    }
    close(fd);
}

static void allow_each(int ruleset, char *paths, uint64_t access) {
    char *rest = NULL;
    for (char *path = strtok_r(paths, ":", &rest); path; path = strtok_r(NULL, ":", &rest)) {
        if (strcmp(path, GATEHOUSE_NO_PATH) != 0) allow(ruleset, path, access);
    }
}

static int confine_files(char *readable, char *executable) {
    long version = syscall(__NR_landlock_create_ruleset, NULL, 0, 1);
    if (version < 1) return 0;
    // Every access that the kernel knows of is forbidden unless it is allowed below.
    uint64_t files = version >= 5 ? 0xFFFF : version >= 3 ? 0x7FFF : version >= 2 ? 0x3FFF : 0x1FFF;
    struct landlock_ruleset attributes = {
        .files = files, .network = 0, .scopes = version >= 6 ? SCOPE_SOCKETS_AND_SIGNALS : 0};
    size_t size = version >= 6 ? sizeof attributes : version >= 4 ? 16 : 8;
    int ruleset = (int)syscall(__NR_landlock_create_ruleset, &attributes, size, 0);
    if (ruleset < 0) return 0;
    uint64_t reading = ACCESS_READ_FILE | ACCESS_READ_DIR;
    // What programs need to start, to find hosts and to check certificates.
    char system[] =
        "/etc/ssl:/etc/pki:/etc/ca-certificates:/etc/resolv.conf:/etc/hosts:/etc/nsswitch.conf:/etc/host.conf:"
        "/etc/gai.conf:/etc/services:/etc/localtime:/etc/ld.so.cache:/usr/share/zoneinfo:/usr/share/ca-certificates:"
        "/usr/share/nodejs:/usr/share/node_modules:/run/systemd/resolve:/proc/meminfo:/proc/cpuinfo:/proc/stat:"
        "/sys/devices/system/cpu:/sys/fs/cgroup:/dev/urandom:/dev/random:/dev/zero";
    allow_each(ruleset, system, reading);
    char libraries[] = "/lib:/lib64:/usr/lib:/usr/lib64:/usr/local/lib";
    allow_each(ruleset, libraries, reading | ACCESS_EXECUTE);
    allow(ruleset, "/dev/null", ACCESS_READ_FILE | ACCESS_WRITE_FILE);
    allow_each(ruleset, readable, reading);
    allow_each(ruleset, executable, reading | ACCESS_EXECUTE);
    int is_done = syscall(__NR_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return is_done;
}

// ---- What it may ask of the kernel (seccomp)

#if defined(__x86_64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define NATIVE_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

// Calls that are newer than Debian's headers.
#define NUMBER_FCHMODAT2 452
#define NUMBER_SETXATTRAT 463
#define NUMBER_REMOVEXATTRAT 466

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, field))
#define ANSWER(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define REFUSAL (SECCOMP_RET_ERRNO | EPERM)
/// Refuses a call.
#define REFUSE(name) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 1), ANSWER(REFUSAL)

/// Forbids what reaches other processes, takes on another identity, makes processes, or changes how the system is set up.
static int confine_calls(void) {
    uint32_t self = (uint32_t)getpid();
    struct sock_filter filter[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCHITECTURE, 1, 0),
        ANSWER(SECCOMP_RET_KILL_PROCESS),
        LOAD(nr),
#if defined(__x86_64__)
        // The numbers of the x32 ABI.
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000U, 0, 1),
        ANSWER(REFUSAL),
#endif
        // Signals, but to itself.
        REFUSE(tkill), REFUSE(rt_sigqueueinfo), REFUSE(rt_tgsigqueueinfo), REFUSE(pidfd_send_signal),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_kill, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_tgkill, 0, 4),
        LOAD(args[0]),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, self, 1, 0),
        ANSWER(REFUSAL),
        ANSWER(SECCOMP_RET_ALLOW),
        // Other processes' memory, limits and descriptors.
        REFUSE(ptrace), REFUSE(process_vm_readv), REFUSE(process_vm_writev), REFUSE(process_madvise),
        REFUSE(pidfd_open), REFUSE(pidfd_getfd), REFUSE(kcmp), REFUSE(setpriority), REFUSE(sched_setscheduler),
        REFUSE(sched_setparam), REFUSE(sched_setattr), REFUSE(ioprio_set),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_prlimit64, 0, 4),
        LOAD(args[0]),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0),
        ANSWER(REFUSAL),
        ANSWER(SECCOMP_RET_ALLOW),
        // Another identity, and other namespaces.
        REFUSE(setuid), REFUSE(setgid), REFUSE(setreuid), REFUSE(setregid), REFUSE(setresuid), REFUSE(setresgid),
        REFUSE(setgroups), REFUSE(setfsuid), REFUSE(setfsgid), REFUSE(capset), REFUSE(setsid), REFUSE(setpgid),
        REFUSE(unshare), REFUSE(setns), REFUSE(chroot), REFUSE(pivot_root), REFUSE(mount), REFUSE(umount2),
        REFUSE(open_tree), REFUSE(move_mount), REFUSE(fsopen), REFUSE(fsmount), REFUSE(mount_setattr),
        REFUSE(open_by_handle_at), REFUSE(name_to_handle_at),
        // The system's own affairs, and parts of the kernel that programs like this have no use for.
        REFUSE(reboot), REFUSE(kexec_load), REFUSE(init_module), REFUSE(finit_module), REFUSE(delete_module),
        REFUSE(swapon), REFUSE(swapoff), REFUSE(sethostname), REFUSE(setdomainname), REFUSE(settimeofday),
        REFUSE(clock_settime), REFUSE(clock_adjtime), REFUSE(adjtimex), REFUSE(syslog), REFUSE(acct), REFUSE(quotactl),
        REFUSE(bpf), REFUSE(perf_event_open), REFUSE(userfaultfd), REFUSE(keyctl), REFUSE(add_key),
        REFUSE(request_key), REFUSE(io_uring_setup), REFUSE(io_uring_enter), REFUSE(io_uring_register),
        REFUSE(memfd_secret), REFUSE(fanotify_init), REFUSE(lookup_dcookie),
        // Attributes of files, which Landlock does not cover.
        REFUSE(fchmod), REFUSE(fchmodat), REFUSE(fchown), REFUSE(fchownat), REFUSE(utimensat), REFUSE(setxattr),
        REFUSE(lsetxattr), REFUSE(fsetxattr), REFUSE(removexattr), REFUSE(lremovexattr), REFUSE(fremovexattr),
        REFUSE(inotify_add_watch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NUMBER_FCHMODAT2, 0, 1), ANSWER(REFUSAL),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NUMBER_SETXATTRAT, 0, 1), ANSWER(REFUSAL),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NUMBER_REMOVEXATTRAT, 0, 1), ANSWER(REFUSAL),
        // Sockets of the network alone: services that listen on a path see the server's own user.
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_socket, 0, 6),
        LOAD(args[0]),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 3, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET6, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_NETLINK, 1, 0),
        ANSWER(REFUSAL),
        ANSWER(SECCOMP_RET_ALLOW),
#if defined(__x86_64__)
        REFUSE(chmod), REFUSE(chown), REFUSE(lchown), REFUSE(utime), REFUSE(utimes), REFUSE(futimesat),
        REFUSE(fork), REFUSE(vfork), REFUSE(iopl), REFUSE(ioperm), REFUSE(modify_ldt),
#endif
        // Threads, but no processes. What clone3 shall make cannot be seen: the C library then uses clone.
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone3, 0, 1),
        ANSWER(SECCOMP_RET_ERRNO | ENOSYS),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 3),
        LOAD(args[0]),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0),
        ANSWER(REFUSAL),
        ANSWER(SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof filter / sizeof filter[0], .filter = filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

// ---- Who it is

static int write_file(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    ssize_t length = (ssize_t)strlen(text);
    int is_done = write(fd, text, (size_t)length) == length;
    close(fd);
    return is_done;
}

/// Gives it a user namespace of its own, in which it is nobody and has no privileges.
static int leave_user_namespace(void) {
    char users[64], groups[64];
    snprintf(users, sizeof users, "65534 %u 1", (unsigned)geteuid());
    snprintf(groups, sizeof groups, "65534 %u 1", (unsigned)getegid());
    if (unshare(CLONE_NEWUSER | CLONE_NEWIPC | CLONE_NEWUTS) != 0) return 0;
    write_file("/proc/self/setgroups", "deny");
    return write_file("/proc/self/uid_map", users) && write_file("/proc/self/gid_map", groups);
}

/// Gives the superuser's privileges away for good.
static void drop_capabilities(void) {
    for (int capability = 0; capability <= 63; capability++) prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
    syscall(__NR_capset, &header, none);
}

static void limit(int resource, rlim_t value) {
    struct rlimit current;
    if (getrlimit((__rlimit_resource_t)resource, &current) != 0) return;
    if (current.rlim_max != RLIM_INFINITY && value > current.rlim_max) value = current.rlim_max;
    struct rlimit wanted = {.rlim_cur = value, .rlim_max = value};
    setrlimit((__rlimit_resource_t)resource, &wanted);
}

/// Runs before `main`, with its arguments, as the GNU C library has it.
__attribute__((constructor)) static void become_confined(int count, char **arguments, char **environment) {
    (void)environment;
    if (count < 1 || strcmp(arguments[0], GATEHOUSE_CONFINED_NAME) != 0) return;
    if (count < 6) _exit(64);
    int is_probe = strcmp(arguments[5], "-") == 0;
    close_range(3, ~0U, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, strtoul(arguments[1], NULL, 10));
    limit(RLIMIT_DATA, strtoul(arguments[2], NULL, 10) * 1024);
    int has_namespace = leave_user_namespace();
    drop_capabilities();
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    int has_files = confine_files(arguments[3], arguments[4]);
    int has_filter = confine_calls();
    if (is_probe) {
        dprintf(
            1, "%s%s%s\n", has_filter ? "filter " : "", has_files ? "files " : "", has_namespace ? "namespace" : "");
        _exit(0);
    }
    execve(arguments[5], arguments + 5, environ);
    dprintf(2, "%s: %s\n", arguments[5], strerror(errno));
    _exit(127);
}

#else

// Other systems have other means; there it is as if the call were not there.
int gatehouse_confinement_is_missing;

#endif
