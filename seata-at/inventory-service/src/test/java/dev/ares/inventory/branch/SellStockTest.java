package dev.ares.inventory.branch;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.ReservationAnswer.Reserved;
import dev.ares.inventory.domain.ReservationBatch;
import dev.ares.inventory.domain.ReservationCommand.Reserve;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.inventory.domain.StockPolicy;

import static org.assertj.core.api.Assertions.assertThat;

class SellStockTest {

    private static final Sku MUG = new Sku("mug");

    /** The statement's condition says the same as the domain's rule. */
    @ParameterizedTest
    @EnumSource(StockPolicy.class)
    void admitsWhatTheSagaAdmits(StockPolicy policy) {
        for (long available = 0; available <= 20; available++) {
            for (long quantity = 1; quantity <= 20; quantity++) {
                assertThat(available >= SellStock.least(policy, quantity))
                        .as("%d of %d by %s", quantity, available, policy)
                        .isEqualTo(admitted(policy, available, quantity));
            }
        }
    }

    private static boolean admitted(StockPolicy policy, long available, long quantity) {
        var order = new Reserve(UUID.randomUUID(), List.of(new Line(MUG, quantity)), policy);
        var level = new StockLevel(MUG, available, 0, 0, 1);
        return ReservationBatch.decide(List.of(order), List.of(), List.of(level))
                        .answers()
                        .get(0)
                instanceof Reserved;
    }
}
