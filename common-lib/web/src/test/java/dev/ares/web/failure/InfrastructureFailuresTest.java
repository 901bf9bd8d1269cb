package dev.ares.web.failure;

import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpStatus;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolShutdownException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class InfrastructureFailuresTest {

    private final InfrastructureFailures failures =
            new InfrastructureFailures(InfrastructureFailuresTest.class.getClassLoader());

    static List<Throwable> failuresOfWhatWeStandOn() {
        Scheduler stopped = Schedulers.newSingle("stopped");
        stopped.dispose();
        return List.of(
                new TimeoutException("no answer"),
                new ConnectException("refused"),
                new R2dbcNonTransientResourceException("terminating connection"),
                new CancellationException("the process is stopping"),
                new PoolShutdownException(),
                new PoolAcquirePendingLimitException(10),
                catchThrowable(() -> stopped.schedule(() -> {})),
                Exceptions.failWithRejected());
    }

    @ParameterizedTest
    @MethodSource("failuresOfWhatWeStandOn")
    void areNoFaultOfTheRequest(Throwable failure) {
        var answer = failures.translate(new IllegalStateException("wrapped", failure));

        assertThat(answer)
                .hasValueSatisfying(problem -> assertThat(problem.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
    }

    @Test
    void areNotWhatIsOurOwn() {
        assertThat(failures.translate(new IllegalStateException("a slip"))).isEmpty();
    }
}
