package dev.ares.web.grpc;

import java.time.Duration;
import java.util.Optional;

import io.grpc.StatusRuntimeException;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.grpc.client.GlobalClientInterceptor;

import dev.ares.web.FailureTranslator;
import dev.ares.web.Problem;
import dev.ares.web.ServiceTokens;

@AutoConfiguration(afterName = "dev.ares.web.security.WebSecurityAutoConfiguration")
@ConditionalOnClass({GlobalClientInterceptor.class, StatusRuntimeException.class})
@ConditionalOnBean(ServiceTokens.class)
class GrpcClientEdgeAutoConfiguration {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    @Bean
    @GlobalClientInterceptor
    ServiceTokenSender serviceTokenSender(ServiceTokens tokens) {
        return new ServiceTokenSender(tokens);
    }

    /** A service that we needed and that did not answer. */
    @Bean
    FailureTranslator grpcCallFailures() {
        return failure -> failure instanceof StatusRuntimeException status && GrpcAnswers.isUnavailable(status)
                ? Optional.of(Problem.unavailable(RETRY_AFTER))
                : Optional.empty();
    }
}
