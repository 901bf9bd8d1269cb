package dev.ares.order.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.order.adapter.web.OrderController;
import dev.ares.order.adapter.web.OrderEventsController;
import dev.ares.order.adapter.web.RefundController;
import dev.ares.order.adapter.web.SagaController;
import dev.ares.order.application.CancelOrder;
import dev.ares.order.application.FindOrders;
import dev.ares.order.application.FindRefunds;
import dev.ares.order.application.FollowOrder;
import dev.ares.order.application.NewOrders;
import dev.ares.order.application.OpenStreams;
import dev.ares.order.application.OpenWaits;
import dev.ares.order.application.PlaceOrder;
import dev.ares.order.application.Prices;
import dev.ares.order.application.RequestRefund;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaReader;
import dev.ares.web.FailureTranslator;
import dev.ares.web.Problem;

/** The REST API. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** A stream ends with its order, mostly within seconds. */
    private static final Duration STREAMS_RETRY_AFTER = Duration.ofSeconds(5);

    @Bean
    OrderController orderController(
            PlaceOrder place, FindOrders find, CancelOrder cancel, FollowOrder follow, OrderSettings settings) {
        OrderSettings.Following following = settings.following();
        OpenWaits waits = new OpenWaits(following.mostWaits(), following.mostWaitsOfACustomer());
        return new OrderController(place, find, cancel, follow, waits, following.longestWait());
    }

    @Bean
    OrderEventsController orderEventsController(FindOrders find, FollowOrder follow, OrderSettings settings) {
        OrderSettings.Following following = settings.following();
        OpenStreams streams = new OpenStreams(following.mostStreams(), following.mostStreamsOfACustomer());
        return new OrderEventsController(find, follow, streams, following.heartbeat(), following.longestStream());
    }

    @Bean
    SagaController sagaController(SagaReader sagas, FindRefunds refunds, List<SagaOrchestrator<?>> orchestrators) {
        return new SagaController(sagas, refunds, orchestrators);
    }

    @Bean
    RefundController refundController(RequestRefund request, FindRefunds find) {
        return new RefundController(request, find);
    }

    @Bean
    FailureTranslator unavailable() {
        return failure -> {
            if (failure instanceof OpenStreams.TooMany tooMany) {
                return Optional.of(
                        tooMany.isOfThisCustomer()
                                ? Problem.tooManyRequests(STREAMS_RETRY_AFTER)
                                : Problem.unavailable(STREAMS_RETRY_AFTER));
            }
            return failure instanceof Prices.Unavailable || failure instanceof NewOrders.Busy
                    ? Optional.of(Problem.unavailable(RETRY_AFTER))
                    : Optional.empty();
        };
    }
}
