package dev.ares.payment.holding;

import com.stripe.StripeClient;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import reactor.core.scheduler.Scheduler;

import dev.ares.faults.CrashPoints;
import dev.ares.faults.InjectedFaults;
import dev.ares.messaging.Traces;
import dev.ares.payment.adapter.stripe.ObservedProvider;
import dev.ares.payment.adapter.stripe.StripeHolds;
import dev.ares.payment.adapter.stripe.StripeProvider;
import dev.ares.payment.adapter.stripe.UnreliableProvider;
import dev.ares.payment.application.PaymentProvider;
import dev.ares.resilience.RemoteCall;
import dev.ares.web.grpc.GrpcAnswers;

/** What the payment service has more, and otherwise, when Seata coordinates checkouts. */
@AutoConfiguration(afterName = "dev.ares.web.grpc.GrpcServerEdgeAutoConfiguration")
class HoldingConfiguration {

    @Bean
    StripeHolds stripeHolds(
            StripeClient stripe,
            @Qualifier("stripeScheduler") Scheduler scheduler,
            @Qualifier("stripeCall") RemoteCall provider,
            ObservationRegistry observations,
            ObjectProvider<InjectedFaults> faults,
            CrashPoints points) {
        StripeHolds.addTo(points);
        return new StripeHolds(
                stripe, scheduler, provider, observations, faults.getIfAvailable(() -> InjectedFaults.NONE));
    }

    @Bean
    AuthorisationsService authorisationsService(StripeHolds holds, GrpcAnswers answers) {
        return new AuthorisationsService(holds, answers);
    }

    /** The service's own, with another way to pay; what is injected and measured there is so here too. */
    @Bean
    @Primary
    PaymentProvider holdingProvider(
            StripeClient stripe,
            @Qualifier("stripeScheduler") Scheduler scheduler,
            @Qualifier("stripeCall") RemoteCall call,
            StripeHolds holds,
            ObservationRegistry observations,
            Traces traces,
            ObjectProvider<InjectedFaults> faults,
            CrashPoints points) {
        var provider = new HoldingProvider(new StripeProvider(stripe, scheduler, call), holds);
        return new ObservedProvider(
                UnreliableProvider.of(provider, faults.getIfAvailable(), points), observations, traces);
    }
}
