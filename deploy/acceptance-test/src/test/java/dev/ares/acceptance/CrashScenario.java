package dev.ares.acceptance;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

import dev.ares.local.client.Answer;
import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Ways through the checkout and the refund, with a customer who tries again under the same key, and what they end with. */
enum CrashScenario {
    CHECKOUT("CONFIRMED") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            return end(shop, customer, place(customer, redeeming(sku)));
        }
    },
    DECLINED("CANCELLED PAYMENT_DECLINED") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            return end(shop, customer, place(customer, redeeming(sku).payingWith(OrderRequest.DECLINED_CARD)));
        }
    },
    OUT_OF_STOCK("CANCELLED OUT_OF_STOCK") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            return end(shop, customer, place(customer, OrderRequest.of(sku, 99)));
        }
    },
    TOO_FEW_POINTS("CANCELLED INSUFFICIENT_POINTS") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            return end(shop, customer, place(customer, OrderRequest.of(sku, 1).redeeming(500)));
        }
    },
    /** The provider's webhook is faster than its answer, which comes half a minute late. */
    PAID_WITHOUT_AN_ANSWER("CONFIRMED") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            return end(
                    shop, customer, place(customer, OrderRequest.of(sku, 1).payingWith("pm_sim_timeoutAfterSuccess")));
        }
    },
    /** Nobody answers the pivot's command, so that the sweeper has to send it again. */
    PAY_SENT_AGAIN("CONFIRMED") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            String order;
            try (Withheld pay = Withheld.from(shop, "payment-service", "Pay")) {
                order = place(customer, OrderRequest.of(sku, 1));
                awaitInTimeline(customer, order, "RESENT");
            }
            return end(shop, customer, order);
        }
    },
    /** Nobody gives the points back, so that the sweeper has to ask again. */
    UNDO_SENT_AGAIN("CANCELLED CANCELLED_BY_CUSTOMER") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            String order;
            try (Withheld hold = Withheld.from(shop, "user-service", "HoldPoints")) {
                order = placeUntilPointsAreAwaited(customer, sku);
                cancel(customer, order);
                awaitInTimeline(customer, order, "RESENT");
            }
            return end(shop, customer, order);
        }
    },
    /** Nobody holds the points, until the deadline. */
    EXPIRED("CANCELLED EXPIRED") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            String order;
            try (Withheld hold = Withheld.from(shop, "user-service", "HoldPoints")) {
                order = placeUntilPointsAreAwaited(customer, sku);
                awaitInTimeline(customer, order, "EXPIRED");
            }
            return end(shop, customer, order);
        }
    },
    REFUND("REFUNDED") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            String order = confirmed(shop, customer, OrderRequest.of(sku, 2));
            refund(shop, order, sku, 2);
            return refunded(customer, order);
        }
    },
    /** Recorded while the stock is not committed yet, and started by the end of the checkout. */
    REFUND_WHILE_FINISHING("REFUNDED") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            String order;
            try (Withheld commit = Withheld.from(shop, "inventory-service", "OrderConfirmed")) {
                order = confirmed(shop, customer, OrderRequest.of(sku, 2));
                shop.awaitThatOnlyIsMissing("commit stock", shop.admin(), order);
                refund(shop, order, sku, 2);
            }
            return refunded(customer, order);
        }
    },
    REFUND_REFUSED("REFUSED") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            String order = confirmed(shop, customer, refusing(sku));
            refund(shop, order, sku, 2);
            return refusals(shop, order, 1);
        }
    },
    /** Before the payment: stock and points go back at once. */
    CANCEL_EARLY("CANCELLED CANCELLED_BY_CUSTOMER") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            String order;
            try (Withheld hold = Withheld.from(shop, "user-service", "HoldPoints")) {
                order = placeUntilPointsAreAwaited(customer, sku);
                cancel(customer, order);
            }
            return end(shop, customer, order);
        }
    },
    /** Recorded while the points are not settled yet; the end of the checkout starts the refund. */
    CANCEL_WHILE_FINISHING("REFUNDED") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            String order;
            try (Withheld settle = Withheld.from(shop, "user-service", "OrderConfirmed")) {
                order = confirmed(shop, customer, OrderRequest.of(sku, 1));
                shop.awaitThatOnlyIsMissing("settle points", shop.admin(), order);
                cancel(customer, order);
            }
            return refunded(customer, order);
        }
    },
    CANCEL("REFUNDED") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            String order = confirmed(shop, customer, OrderRequest.of(sku, 1));
            cancel(customer, order);
            return refunded(customer, order);
        }
    },
    /** The cancel asks for the other piece, and again for what the refusal of the refund leaves behind. */
    CANCEL_BESIDE_A_REFUSED_REFUND("REFUSED REFUSED REFUSED") {
        @Override
        String run(RunningShop shop, ShopClient customer, String sku) {
            String order;
            try (Withheld refunds = Withheld.from(shop, "payment-service", "RefundPayment")) {
                order = confirmed(shop, customer, refusing(sku));
                refund(shop, order, sku, 1);
                cancel(customer, order);
            }
            return refusals(shop, order, 3);
        }
    };

    /** Of an order whose owner was away for longer than its deadline before the pivot: it is undone. */
    static final String TOO_LATE = EXPIRED.ends;

    /** Of a person who then asks again; the gateway takes it for the sign of a process that does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final String ends;

    CrashScenario(String ends) {
        this.ends = ends;
    }

    /** What {@link #run} returns when all is right. */
    String ends() {
        return ends;
    }

    /**
     * What {@link #run} returns, on a thread of its own.
     *
     * @param customer has ten points or more
     */
    CompletableFuture<String> begin(RunningShop shop, ShopClient customer, String sku) {
        return CompletableFuture.supplyAsync(() -> run(shop, customer, sku), Aside.THREAD);
    }

    /**
     * To its end.
     *
     * @param customer has ten points or more
     */
    abstract String run(RunningShop shop, ShopClient customer, String sku);

    static String place(ShopClient customer, OrderRequest order) {
        String key = UUID.randomUUID().toString();
        // 201: sent again, it had been taken and has come to its end.
        return await(() -> customer.waiting(PATIENCE).orderLater(order, key).join(), 202, 201)
                .text("id");
    }

    static String end(RunningShop shop, ShopClient customer, String order) {
        Answer ended = shop.ended(customer, order);
        return (ended.text("status") + " " + ended.text("reason")).trim();
    }

    static String confirmed(RunningShop shop, ShopClient customer, OrderRequest request) {
        String order = place(customer, request);
        assertThat(end(shop, customer, order)).isEqualTo("CONFIRMED");
        return order;
    }

    static void refund(RunningShop shop, String order, String sku, int pieces) {
        String key = UUID.randomUUID().toString();
        ShopClient operator = shop.admin().waiting(PATIENCE);
        await(() -> operator.refund(order, List.of(new OrderRequest.Line(sku, pieces)), key), 202);
    }

    static void cancel(ShopClient customer, String order) {
        await(() -> customer.waiting(PATIENCE).cancel(order), 202);
    }

    static String refunded(ShopClient customer, String order) {
        return Awaitility.await("order " + order + " to be refunded")
                .atMost(RunningShop.QUIESCENCE.multipliedBy(2))
                .until(() -> customer.get("/api/orders/" + order).text("status"), "REFUNDED"::equals);
    }

    static void awaitInTimeline(ShopClient customer, String order, String what) {
        Awaitility.await(what + " in the timeline of " + order)
                .atMost(RunningShop.QUIESCENCE.multipliedBy(2))
                .until(() -> customer.get("/api/orders/" + order + "/timeline")
                        .text()
                        .contains('"' + what + '"'));
    }

    private static OrderRequest redeeming(String sku) {
        return OrderRequest.of(sku, 1).redeeming(5);
    }

    private static OrderRequest refusing(String sku) {
        return OrderRequest.of(sku, 2).payingWith("pm_sim_refundRefused");
    }

    private static String placeUntilPointsAreAwaited(ShopClient customer, String sku) {
        String order = place(customer, redeeming(sku));
        awaitInTimeline(customer, order, "hold points");
        return order;
    }

    /** The statuses of the order's refunds, once so many are refused. */
    private static String refusals(RunningShop shop, String order, int number) {
        ShopClient operator = shop.admin();
        return Awaitility.await(number + " refusals of " + order)
                .atMost(RunningShop.QUIESCENCE.multipliedBy(2))
                .until(
                        () -> statuses(operator.get("/api/orders/" + order + "/refunds")),
                        statuses -> statuses.split("REFUSED", -1).length > number);
    }

    private static String statuses(Answer refunds) {
        return refunds.body()
                .path("items")
                .valueStream()
                .map(refund -> refund.path("status").asString())
                .collect(Collectors.joining(" "));
    }

    private static Answer await(Supplier<Answer> call, Integer... statuses) {
        return Awaitility.await()
                .atMost(RunningShop.QUIESCENCE)
                .ignoreExceptionsMatching(CrashScenario::isNoAnswer)
                .until(call::get, answer -> List.of(statuses).contains(answer.status()));
    }

    private static boolean isNoAnswer(Throwable failure) {
        return failure instanceof NoAnswerException || failure.getCause() instanceof IOException;
    }
}
