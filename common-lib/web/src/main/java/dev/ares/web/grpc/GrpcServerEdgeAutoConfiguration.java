package dev.ares.web.grpc;

import io.grpc.BindableService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.grpc.server.exception.GrpcExceptionHandler;

import dev.ares.web.Failures;
import dev.ares.web.ServiceTokens;

/** Whatever else is there or not, a gRPC server has its guard; without a secret that lets nobody in. */
@AutoConfiguration(
        afterName = {
            "dev.ares.web.failure.FailureAutoConfiguration",
            "dev.ares.web.security.WebSecurityAutoConfiguration"
        })
@ConditionalOnClass({GlobalServerInterceptor.class, BindableService.class})
class GrpcServerEdgeAutoConfiguration {

    @Bean
    @GlobalServerInterceptor
    ServiceTokenGuard serviceTokenGuard(ObjectProvider<ServiceTokens> tokens) {
        return new ServiceTokenGuard(tokens.getIfAvailable());
    }

    @Bean
    @ConditionalOnBean(Failures.class)
    GrpcAnswers grpcAnswers(Failures failures) {
        return new GrpcAnswers(failures);
    }

    /** For what a gRPC service throws instead of answering. */
    @Bean
    @ConditionalOnBean(GrpcAnswers.class)
    GrpcExceptionHandler grpcFailures(GrpcAnswers answers) {
        return answers::toStatus;
    }
}
