package dev.ares.order.plain;

import java.util.List;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import dev.ares.faults.Commits;
import dev.ares.messaging.relay.Broker;
import dev.ares.order.application.NewOrders;
import dev.ares.order.application.Orders;
import dev.ares.order.application.SettleOrders;
import dev.ares.order.application.WriteOrders;
import dev.ares.traffic.ServiceChannels;

/** What the order service does otherwise: checkouts. Placing orders, waiting for them and all else is as ever. */
@AutoConfiguration
class PlainOrderConfiguration {

    private static final String PAYMENT = "payment-service";

    @Bean
    PlainCheckouts plainCheckouts(
            @Qualifier("inventoryChannel") Channel inventory,
            ServiceChannels channels,
            ObjectProvider<ClientInterceptor> interceptors,
            SettleOrders settle,
            Broker broker,
            Commits commits) {
        Channel payment = channels.open(PAYMENT, interceptors.orderedStream().toArray(ClientInterceptor[]::new));
        return new PlainCheckouts(
                new Calls(inventory, payment), settle, new Told(broker), commits.named("end order at once"));
    }

    /** Where the saga's orders share a commit, each of these has one of its own. */
    @Bean
    static BeanPostProcessor plainInPlaceOfTheSaga(
            ObjectProvider<PlainCheckouts> plain, ObjectProvider<Orders> orders, ObjectProvider<Commits> commits) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return switch (name) {
                    case "checkouts" -> plain.getObject();
                    case "newOrders" ->
                        oneByOne(new WriteOrders(
                                orders.getObject(),
                                plain.getObject(),
                                commits.getObject().named("place order")));
                    default -> bean;
                };
            }
        };
    }

    private static NewOrders oneByOne(WriteOrders write) {
        return placed -> write.write(List.of(placed)).map(written -> written.get(0));
    }
}
