package dev.ares.traffic.balance;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The instances of one service, as the registry names them. The first that it names are known; those that it names later
 * are new, so are those that went and came again. Safe for use by several threads.
 */
public final class Members {

    private final Map<String, Member> members = new ConcurrentHashMap<>();

    /**
     * These are all, from now on.
     *
     * @param now nanoseconds from any origin, the same for all calls
     */
    public synchronized void are(Set<String> ids, long now) {
        boolean first = members.isEmpty();
        members.keySet().retainAll(ids);
        ids.forEach(
                id -> members.computeIfAbsent(id, each -> first ? Member.known(each, now) : Member.fresh(each, now)));
    }

    /** Empty for one that the registry does not name. */
    public Optional<Member> member(String id) {
        return Optional.ofNullable(members.get(id));
    }

    /** The same; one that the registry names no more, for whoever still holds the list on which it stood. */
    public Member memberOrLeft(String id, long now) {
        Member member = members.get(id);
        return member == null ? Member.known(id, now) : member;
    }

    /** Whether it is one of them still. */
    public boolean has(Member member) {
        return members.get(member.id()) == member;
    }

    /** How many are left alone for the moment. */
    public int out() {
        return (int) members.values().stream().filter(Member::isOut).count();
    }
}
