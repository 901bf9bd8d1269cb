package dev.ares.order.adapter.messaging;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ares.contracts.EventCatalogue;
import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.order.domain.Money;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.domain.ReturnedLine;
import dev.ares.order.domain.StockPolicy;
import dev.ares.order.saga.CheckoutCommand;
import dev.ares.order.saga.RefundCommand;

import static org.assertj.core.api.Assertions.assertThat;

/** Every command of a saga travels on the topic that the event catalogue names for its message. */
class CommandMessagesTest {

    private static final UUID ORDER = new UUID(0, 7);
    private static final UUID REFUND = new UUID(0, 8);
    private static final Money EUR = new Money(1250, "EUR");

    private static final List<CheckoutCommand> OF_CHECKOUTS = List.of(
            new CheckoutCommand.ReserveStock(ORDER, List.of(new OrderLine("mug", 2, EUR)), StockPolicy.ALL_OR_NOTHING),
            new CheckoutCommand.ReleaseStock(ORDER),
            new CheckoutCommand.HoldPoints(ORDER, "ann", 300),
            new CheckoutCommand.ReturnPoints(ORDER, "ann"),
            new CheckoutCommand.Pay(ORDER, "ann", EUR, "pm_card_visa", null),
            new CheckoutCommand.OrderConfirmed(ORDER, "ann", List.of(new OrderLine("mug", 1, EUR)), EUR, 0));

    private static final RefundCommand OF_POINTS_ALONE =
            new RefundCommand.RefundPayment(REFUND, ORDER, Money.zero("EUR"));

    private static final List<RefundCommand> OF_REFUNDS = List.of(
            new RefundCommand.RefundPayment(REFUND, ORDER, EUR),
            OF_POINTS_ALONE,
            new RefundCommand.OrderRefunded(REFUND, ORDER, "ann", List.of(new ReturnedLine("mug", 1)), EUR, 0, EUR));

    private static final Map<String, String> TOPICS = EventCatalogue.entries().stream()
            .collect(Collectors.toMap(
                    EventCatalogue.Entry::type, entry -> entry.event().getTopic()));

    @ParameterizedTest
    @MethodSource("messages")
    void travelsOnTheTopicOfTheCatalogueKeyedByItsOrder(OutgoingMessage message) {
        assertThat(TOPICS).containsEntry(message.type(), message.topic());
        assertThat(message.key()).isEqualTo(ORDER.toString());
    }

    static Stream<OutgoingMessage> messages() {
        return Stream.concat(
                OF_CHECKOUTS.stream().map(CommandMessages::of),
                OF_REFUNDS.stream().map(RefundMessages::of));
    }

    @Test
    void noCommandIsLeftOutHere() {
        assertThat(OF_CHECKOUTS)
                .extracting(Object::getClass)
                .containsOnly(CheckoutCommand.class.getPermittedSubclasses());
        assertThat(OF_REFUNDS).extracting(Object::getClass).containsOnly(RefundCommand.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @EnumSource
    void aReservationSaysByWhichPolicy(StockPolicy policy) throws Exception {
        var command = new CheckoutCommand.ReserveStock(ORDER, List.of(new OrderLine("mug", 2, EUR)), policy);

        ReserveStock sent = ReserveStock.parseFrom(CommandMessages.of(command).payload());

        assertThat(sent.getPolicy().name()).isEqualTo("STOCK_POLICY_" + policy);
    }

    @Test
    void aRefundOfPointsAloneIsAnsweredByTheOrderServiceItself() {
        assertThat(RefundMessages.of(OF_POINTS_ALONE).topic()).isEqualTo(Topics.ORDER_REPLIES);
    }
}
