package dev.ares.acceptance;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@ShopTest
class DemoIT {

    @Test
    void placesItsFourOrdersAndEndsWithACleanCheck(RunningShop shop) {
        String printed = shop.demo();

        assertThat(printed)
                .contains("CONFIRMED", "CANCELLED (OUT_OF_STOCK)", "CANCELLED (PAYMENT_DECLINED)")
                .contains("of 25 points 20 are spent", "the 10 held points are back", "back on the shelf")
                .doesNotContain("UNEXPECTED");
    }
}
