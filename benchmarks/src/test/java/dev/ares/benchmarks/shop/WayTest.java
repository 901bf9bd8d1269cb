package dev.ares.benchmarks.shop;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.ares.local.shop.Coordinator;

import static org.assertj.core.api.Assertions.assertThat;

class WayTest {

    @ParameterizedTest
    @EnumSource
    void everyCoordinatorOfTheLocalStackIsMeasured(Coordinator coordinator) {
        assertThat(Way.of(coordinator.toString())).hasToString(coordinator.toString());
    }

    @ParameterizedTest
    @EnumSource
    void onlyShopsOfSeataAreToldAndShownItsSettings(Coordinator coordinator) {
        var way = Way.of(coordinator.toString());

        assertThat(SeataSettings.of(way)).hasSize(coordinator.isSeata() ? 3 : 0);
        assertThat(SeataSettings.describe(List.of(way))).hasLineCount(coordinator.isSeata() ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"SEATA_AT", "SEATA_AT_DB"})
    void whatIsShownOfSeataSaysWhereItsCoordinatorKeepsTransactions(Way way) {
        String where = way == Way.SEATA_AT_DB ? "in a database of the same PostgreSQL, with at most 40" : "in files";

        assertThat(SeataSettings.describe(List.of(way)))
                .startsWith("- " + way + ": ares.seata.checkouts.threads=32, ares.seata.checkouts.waiting=100, ")
                .contains("ares.seata.connections=32; the coordinator keeps its transactions " + where);
    }
}
