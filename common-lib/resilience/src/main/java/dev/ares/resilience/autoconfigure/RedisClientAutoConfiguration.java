package dev.ares.resilience.autoconfigure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.Delay;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Whoever asks Redis has another way: what Redis does not answer is not waited for, and Redis is found again within a second. */
@AutoConfiguration(before = DataRedisAutoConfiguration.class)
@ConditionalOnClass({RedisClient.class, LettuceClientOptionsBuilderCustomizer.class})
class RedisClientAutoConfiguration {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    // Without a connection a command fails at once instead of waiting in a queue. What follows on an answer, the rest
    // of a request, does not run on the one thread that reads all answers. First, so that a service may say otherwise.
    @Bean
    @Order(0)
    LettuceClientOptionsBuilderCustomizer failsAtOnce() {
        return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .publishOnScheduler(true);
    }

    // The client's own pauses grow to 30 s.
    @Bean
    ClientResourcesBuilderCustomizer connectsAgainSoon() {
        Delay pauses = Delay.exponential(FIRST_PAUSE, LONGEST_PAUSE, 2, TimeUnit.MILLISECONDS);
        return resources -> resources.reconnectDelay(pauses);
    }
}
