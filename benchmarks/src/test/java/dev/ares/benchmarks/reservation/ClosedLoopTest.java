package dev.ares.benchmarks.reservation;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.ares.benchmarks.reservation.ClosedLoop.Answers;
import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.ReservationCommand.Reserve;
import dev.ares.inventory.domain.Sku;

import static org.assertj.core.api.Assertions.assertThat;

class ClosedLoopTest {

    private static final int CALLERS = 4;

    @Test
    void asksForAllThatThereIsAndNeverForMoreAtOnceThanThereAreCallers() throws Exception {
        var desk = new Desk();

        Answers answers = ClosedLoop.run(desk, orders(100), CALLERS);

        assertThat(answers.answered()).isEqualTo(100);
        assertThat(answers.failed()).isZero();
        assertThat(answers.latencies().getTotalCount()).isEqualTo(100);
        assertThat(desk.most).isEqualTo(CALLERS);
    }

    @Test
    void whatFailsIsCountedAndHasNoLatency() throws Exception {
        var desk = new Desk();
        desk.failing = 3;

        Answers answers = ClosedLoop.run(desk, orders(12), CALLERS);

        assertThat(answers.answered()).isEqualTo(9);
        assertThat(answers.failed()).isEqualTo(3);
    }

    private static Orders orders(int count) {
        var left = new AtomicInteger(count);
        return () ->
                left.getAndDecrement() > 0 ? new Reserve(UUID.randomUUID(), List.of(new Line(new Sku("a"), 1))) : null;
    }

    /** Answers when all callers have asked. */
    private static final class Desk implements Reserver {

        private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
        private final Executor clerk = Executors.newSingleThreadExecutor(work -> {
            var thread = new Thread(work, "clerk");
            thread.setDaemon(true);
            return thread;
        });
        private int most;
        private int failing;

        @Override
        public synchronized CompletableFuture<?> reserve(Reserve order) {
            var answer = new CompletableFuture<Void>();
            waiting.add(answer);
            most = Math.max(most, waiting.size());
            if (waiting.size() == CALLERS) {
                clerk.execute(this::answerAll);
            }
            return answer;
        }

        private void answerAll() {
            for (CompletableFuture<Void> each : takeAll()) {
                if (failing-- > 0) {
                    each.completeExceptionally(new IllegalStateException("no answer"));
                } else {
                    each.complete(null);
                }
            }
        }

        private synchronized List<CompletableFuture<Void>> takeAll() {
            List<CompletableFuture<Void>> all = List.copyOf(waiting);
            waiting.clear();
            return all;
        }

        @Override
        public void close() {}
    }
}
