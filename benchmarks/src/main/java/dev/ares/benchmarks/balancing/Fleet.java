package dev.ares.benchmarks.balancing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ares.benchmarks.overload.Shop;
import dev.ares.traffic.balance.Candidate;
import dev.ares.traffic.balance.Member;
import dev.ares.traffic.balance.Members;
import dev.ares.traffic.balance.Policy;

/** Instances of the same size; the work of the last takes longer. */
final class Fleet implements AutoCloseable {

    private static final int WORKERS = 8;

    private final List<Shop> instances = new ArrayList<>();
    private final List<Member> members;
    private final Policy policy;

    Fleet(int size, Duration work, Duration slowWork, Policy policy) {
        this.policy = policy;
        List<String> ids =
                IntStream.range(0, size).mapToObj(i -> "10.0.0." + i + ":8080").toList();
        Members all = new Members();
        all.are(Set.copyOf(ids), 0);
        this.members = ids.stream().map(id -> all.member(id).orElseThrow()).collect(Collectors.toList());
        for (int i = 0; i < size; i++) {
            instances.add(new Shop(WORKERS, i == size - 1 ? slowWork : work));
        }
    }

    /**
     * Passes a request on.
     *
     * @param answered hears whether it was the slow one that answered
     */
    void ask(String key, Answered answered) {
        List<Candidate> candidates = members.stream()
                .map(member -> member.candidate(1, 0, Duration.ZERO))
                .toList();
        int chosen = policy.choose(candidates, key);
        Member member = members.get(chosen);
        member.begun();
        instances.get(chosen).ask(() -> {
            member.ended();
            answered.by(chosen == members.size() - 1);
        });
    }

    @Override
    public void close() {
        instances.forEach(Shop::close);
    }

    /** Called by the instance's own thread. */
    @FunctionalInterface
    interface Answered {

        void by(boolean slow);
    }
}
