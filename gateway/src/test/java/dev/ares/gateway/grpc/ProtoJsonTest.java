package dev.ares.gateway.grpc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import dev.ares.contracts.inventory.v1.Quote;
import dev.ares.contracts.inventory.v1.QuoteRequest;
import dev.ares.contracts.inventory.v1.QuoteResponse;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.money.v1.Money;
import dev.ares.web.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProtoJsonTest {

    @Test
    void anIntegerOf64BitsIsTextAndNothingIsLostOfIt() {
        Money price = Money.newBuilder()
                .setAmount(9007199254740993L)
                .setCurrency("EUR")
                .build();
        QuoteResponse answer = QuoteResponse.newBuilder()
                .addQuotes(Quote.newBuilder().setSku("mug").setUnitPrice(price))
                .build();

        String json = ProtoJson.write(answer);

        assertThat(json)
                .isEqualTo("{\"quotes\":[{\"sku\":\"mug\",\"name\":\"\","
                        + "\"unitPrice\":{\"amount\":\"9007199254740993\",\"currency\":\"EUR\"}}]}");
        assertThat(read(json, QuoteResponse.getDefaultInstance())).isEqualTo(answer);
        assertThat(ProtoJson.write(QuoteResponse.getDefaultInstance())).isEqualTo("{\"quotes\":[]}");
    }

    @Test
    void namesAreThoseOfTheContractOrItsCamelCaseAndNullIsNotSet() {
        ReserveStock expected = ReserveStock.newBuilder().setOrderId("o").build();

        assertThat(read("{\"orderId\":\"o\"}", ReserveStock.getDefaultInstance()))
                .isEqualTo(expected);
        assertThat(read("{\"order_id\":\"o\",\"lines\":null}", ReserveStock.getDefaultInstance()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"skus\":[\"a\",5]}   | skus[1] (expected: a text)",
                "{\"skus\":[null]}      | skus[0] (expected: a text)",
                "{\"skus\":\"mug\"}     | skus (expected: a list of at most 1000)",
                "{\"sku\":[\"mug\"]}    | sku (expected: no such field; known here are skus)",
                "[]                     | body (expected: a JSON object)",
                "null                   | body (expected: a JSON object)",
            })
    void whatDoesNotFitIsNamed(String json, String complaint) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read(json, QuoteRequest.getDefaultInstance()))
                .withMessage(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"lines\":[{},{\"quantity\":\"x\"}]}  | lines[1].quantity (expected: a whole number in the range of int64)",
                "{\"lines\":[{\"quantity\":9.5}]}       | lines[0].quantity (expected: a whole number in the range of int64)",
                "{\"lines\":[7]}                        | lines[0] (expected: a JSON object)",
                "{\"lines\":[{\"sko\":1}]}              | lines[0].sko (expected: no such field; known here are quantity, sku)",
                "{\"policy\":\"NONE\"}                  | policy (expected: STOCK_POLICY_UNSPECIFIED, STOCK_POLICY_ALL_OR_NOTHING, STOCK_POLICY_HALF_AT_MOST)",
            })
    void andWhereItStands(String json, String complaint) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read(json, ReserveStock.getDefaultInstance()))
                .withMessage(complaint);
    }

    private static <M extends com.google.protobuf.Message> M read(String json, M blank) {
        return ProtoJson.read(JsonMapper.shared().readTree(json), blank);
    }
}
