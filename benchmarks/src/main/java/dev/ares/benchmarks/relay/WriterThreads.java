package dev.ares.benchmarks.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Writers of contenders that write on a thread for each. */
final class WriterThreads {

    private WriterThreads() {}

    static void run(Supplier<@Nullable String> keys, int threads, Consumer<String> write) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                writers.add(pool.submit(() -> {
                    for (String key = keys.get(); key != null; key = keys.get()) {
                        write.accept(key);
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a writer failed", failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
