package dev.ares.acceptance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.ares.local.client.Answer;
import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Many orders at once for too little stock. */
@ShopTest
class BurstIT {

    private static final int PRODUCTS = 10;
    private static final int STOCK = 15;
    private static final int ORDERS = 200;

    @Test
    void ofTwoHundredOrdersAsManyAreConfirmedAsThereIsStock(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        List<String> skus = products(shop);

        List<Answer> ended = placeAtOnce(shop, customer, number -> OrderRequest.of(skus.get(number % PRODUCTS), 1));

        assertThat(outcomes(ended)).containsOnlyKeys("CONFIRMED", "CANCELLED OUT_OF_STOCK");
        assertThat(outcomes(ended)).containsEntry("CONFIRMED", 150L).containsEntry("CANCELLED OUT_OF_STOCK", 50L);
    }

    @Test
    void ordersOfSeveralLinesNeitherOversellNorBlockEachOther(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        List<String> skus = products(shop);
        var random = new Random(42);

        List<Answer> ended = placeAtOnce(shop, customer, number -> {
            var shuffled = new ArrayList<>(skus);
            Collections.shuffle(shuffled, random);
            return OrderRequest.ofOneEach(shuffled.subList(0, 3));
        });

        long confirmed = outcomes(ended).getOrDefault("CONFIRMED", 0L);
        assertThat(outcomes(ended)).containsOnlyKeys("CONFIRMED", "CANCELLED OUT_OF_STOCK");
        // 150 pieces are enough for 50 orders of three; how many fit depends on the order of arrival.
        assertThat(confirmed).isBetween(30L, 50L);
    }

    @Test
    void theSameOrderSentTwentyTimesAtOnceIsOneOrder(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        var order = OrderRequest.of(shop.newProduct(100), 1);

        List<Answer> answers = IntStream.range(0, 20)
                .mapToObj(number -> SentAgain.untilTaken(() -> customer.orderLater(order, "the-same-key")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 202);
        assertThat(answers.stream().map(answer -> answer.text("id")).distinct()).hasSize(1);
        shop.ended(customer, answers.get(0).text("id"));
        shop.awaitNothingIsOff();
        assertThat(customer.get("/api/orders").body().path("items")).hasSize(1);
    }

    private static List<String> products(RunningShop shop) {
        return IntStream.range(0, PRODUCTS)
                .mapToObj(number -> shop.newProduct(STOCK))
                .toList();
    }

    private static List<Answer> placeAtOnce(
            RunningShop shop, ShopClient customer, Function<Integer, OrderRequest> orders) {
        List<CompletableFuture<Answer>> sent = IntStream.range(0, ORDERS)
                .mapToObj(number -> {
                    OrderRequest order = orders.apply(number);
                    String key = UUID.randomUUID().toString();
                    return SentAgain.untilTaken(() -> customer.orderLater(order, key));
                })
                .toList();
        List<Answer> answers = sent.stream().map(CompletableFuture::join).toList();
        assertThat(answers.stream()
                        .filter(answer -> answer.status() != 201 && answer.status() != 202)
                        .map(answer -> answer.status() + " " + answer.body()))
                .as("orders that were not taken")
                .isEmpty();
        return answers.stream()
                .map(answer -> shop.ended(customer, answer.text("id")))
                .toList();
    }

    private static Map<String, Long> outcomes(List<Answer> orders) {
        return orders.stream()
                .map(order -> (order.text("status") + " " + order.text("reason")).trim())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
