package dev.ares.order.config;

import java.time.Duration;
import java.util.List;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

import dev.ares.observability.BlockingBoundary;
import dev.ares.order.application.Prices;

/**
 * Opens connections and asks for prices before the web server opens and Nacos hears of this instance: the first customer
 * would otherwise wait for all that, and be turned away when it takes longer than a quote may. Whatever is not to be had
 * does not hold up the start for longer than {@link #LONGEST}.
 */
@BlockingBoundary("nothing is served while it waits, which is once and not for long")
final class WarmUp implements SmartLifecycle {

    static final Duration LONGEST = Duration.ofSeconds(4);

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
    private static final List<String> NO_SUCH_PRODUCT = List.of("warm-up");
    private static final long QUESTIONS = 5;

    private final ConnectionFactory connections;
    private final Prices prices;
    private volatile boolean running;

    WarmUp(ConnectionFactory connections, Prices prices) {
        this.connections = connections;
        this.prices = prices;
    }

    @Override
    public void start() {
        Mono.whenDelayError(connect(), ask())
                .timeout(LONGEST)
                .onErrorResume(failure -> {
                    log.info("Starting although not all is to be had: {}", failure.toString());
                    return Mono.empty();
                })
                .block();
        running = true;
    }

    private Mono<?> connect() {
        ConnectionPool pool = connections instanceof Wrapped<?> wrapped ? wrapped.unwrap(ConnectionPool.class) : null;
        return pool == null ? Mono.empty() : pool.warmup();
    }

    private Mono<?> ask() {
        return prices.of(NO_SUCH_PRODUCT).repeat(QUESTIONS - 1).then();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, which comes near the end. */
    @Override
    public int getPhase() {
        return 0;
    }
}
