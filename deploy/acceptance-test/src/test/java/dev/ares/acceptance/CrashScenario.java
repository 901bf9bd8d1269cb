package dev.ares.acceptance;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import org.awaitility.Awaitility;

import dev.ares.local.client.Answer;
import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Ways through the checkout and the refund, with a customer who tries again under the same key, and what they end with. */
enum CrashScenario {
    CHECKOUT {
        @Override
        void run(RunningShop shop, ShopClient customer, String sku) {
            String order = place(customer, OrderRequest.of(sku, 1).redeeming(5));
            assertThat(end(shop, customer, order)).isIn("CONFIRMED", TOO_LATE);
        }
    },
    DECLINED {
        @Override
        void run(RunningShop shop, ShopClient customer, String sku) {
            String order = place(customer, OrderRequest.of(sku, 1).redeeming(5).payingWith(OrderRequest.DECLINED_CARD));
            assertThat(end(shop, customer, order)).isIn("CANCELLED PAYMENT_DECLINED", TOO_LATE);
        }
    },
    OUT_OF_STOCK {
        @Override
        void run(RunningShop shop, ShopClient customer, String sku) {
            assertThat(end(shop, customer, place(customer, OrderRequest.of(sku, 99))))
                    .isIn("CANCELLED OUT_OF_STOCK", TOO_LATE);
        }
    },
    TOO_FEW_POINTS {
        @Override
        void run(RunningShop shop, ShopClient customer, String sku) {
            assertThat(end(
                            shop,
                            customer,
                            place(customer, OrderRequest.of(sku, 1).redeeming(500))))
                    .isIn("CANCELLED INSUFFICIENT_POINTS", TOO_LATE);
        }
    },
    /** Nobody answers the pivot's command, so that the sweeper has to send it again. */
    UNANSWERED {
        @Override
        void run(RunningShop shop, ShopClient customer, String sku) {
            shop.kill("payment-service");
            String order = place(customer, OrderRequest.of(sku, 1));
            assertThat(end(shop, customer, order)).isEqualTo("CONFIRMED");
        }
    },
    REFUND {
        @Override
        void run(RunningShop shop, ShopClient customer, String sku) {
            String order = place(customer, OrderRequest.of(sku, 2));
            assertThat(end(shop, customer, order)).isEqualTo("CONFIRMED");
            refund(shop, order, sku);
            await(() -> customer.get("/api/orders/" + order), "status", "REFUNDED");
        }
    },
    REFUND_REFUSED {
        @Override
        void run(RunningShop shop, ShopClient customer, String sku) {
            String order = place(customer, OrderRequest.of(sku, 2).payingWith("pm_sim_refundRefused"));
            assertThat(end(shop, customer, order)).isEqualTo("CONFIRMED");
            refund(shop, order, sku);
            Awaitility.await("the refusal").atMost(RunningShop.QUIESCENCE).until(() -> shop.admin()
                    .get("/api/orders/" + order + "/refunds")
                    .text()
                    .contains("REFUSED"));
        }
    },
    CANCEL {
        @Override
        void run(RunningShop shop, ShopClient customer, String sku) {
            String order = place(customer, OrderRequest.of(sku, 1));
            assertThat(end(shop, customer, order)).isEqualTo("CONFIRMED");
            await(() -> customer.cancel(order), 202);
            await(() -> customer.get("/api/orders/" + order), "status", "REFUNDED");
        }
    };

    /** Of an order whose owner was away for longer than its deadline before the pivot: it is undone. */
    private static final String TOO_LATE = "CANCELLED EXPIRED";

    /** @param customer has ten points or more */
    abstract void run(RunningShop shop, ShopClient customer, String sku);

    static String place(ShopClient customer, OrderRequest order) {
        String key = UUID.randomUUID().toString();
        return await(() -> customer.orderLater(order, key).join(), 202).text("id");
    }

    static String end(RunningShop shop, ShopClient customer, String order) {
        Answer ended = shop.ended(customer, order);
        return (ended.text("status") + " " + ended.text("reason")).trim();
    }

    private static void refund(RunningShop shop, String order, String sku) {
        String key = UUID.randomUUID().toString();
        await(() -> shop.admin().refund(order, List.of(new OrderRequest.Line(sku, 2)), key), 202);
    }

    private static Answer await(Supplier<Answer> call, int status) {
        return Awaitility.await().atMost(RunningShop.QUIESCENCE).until(call::get, answer -> answer.status() == status);
    }

    private static void await(Supplier<Answer> call, String member, String expected) {
        Awaitility.await().atMost(RunningShop.QUIESCENCE).until(call::get, answer -> answer.text(member)
                .equals(expected));
    }
}
