package dev.ares.inventory.branch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.ReservationCommand.Reserve;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockPolicy;
import dev.ares.seata.BranchDatabase;

/**
 * Sells stock to an order as a branch of a global transaction: what the saga does in two steps, reserve and commit, is one
 * here, since the global transaction is what may still be taken back. Statements are single rows by key, for Seata's sake,
 * and none looks before it writes. Blocks.
 */
final class SellStock {

    // The version is not touched: put back, it would tell readers of StockChanged that nothing is new.
    private static final String SELL =
            "UPDATE stock SET available = available - ?, sold = sold + ? WHERE sku = ? AND available >= ?";

    // The key is what makes a second sale to the order fail, whoever tries it and however late.
    private static final String RESERVATION =
            "INSERT INTO reservation (order_id, status, short_of) VALUES (?, 'COMMITTED', '{}')";

    private static final String LINES = "INSERT INTO reservation_line (order_id, sku, quantity) VALUES ";

    private final BranchDatabase database;

    SellStock(BranchDatabase database) {
        this.database = database;
    }

    /**
     * Sells every line or none.
     *
     * @return the products that fell short, and nothing was sold; empty when it was
     * @throws dev.ares.seata.BranchFailedException when nothing was sold for another reason: stock that others held for too
     *     long, or an order that was sold to before
     */
    List<Sku> sell(String xid, Reserve order) {
        try {
            database.inBranch(xid, connection -> {
                // In SKU order, as everybody locks stock.
                List<Line> lines = order.lines().stream()
                        .sorted(Comparator.comparing(Line::sku))
                        .toList();
                take(connection, lines, order.policy());
                record(connection, order, lines);
                return lines.size();
            });
            return List.of();
        } catch (ShortException tooLittle) {
            return tooLittle.skus;
        }
    }

    /** The least that must be available for an order to get so much. */
    static long least(StockPolicy policy, long quantity) {
        return switch (policy) {
            case ALL_OR_NOTHING -> quantity;
            case HALF_AT_MOST -> 2 * quantity - 1;
        };
    }

    private static void take(Connection connection, List<Line> lines, StockPolicy policy) throws SQLException {
        List<Sku> shortOf = new ArrayList<>();
        try (PreparedStatement sell = connection.prepareStatement(SELL)) {
            for (Line line : lines) {
                sell.setLong(1, line.quantity());
                sell.setLong(2, line.quantity());
                sell.setString(3, line.sku().value());
                sell.setLong(4, least(policy, line.quantity()));
                if (BranchDatabase.change(sell) == 0) {
                    shortOf.add(line.sku());
                }
            }
        }
        if (!shortOf.isEmpty()) {
            throw new ShortException(shortOf);
        }
    }

    private static void record(Connection connection, Reserve order, List<Line> lines) throws SQLException {
        try (PreparedStatement reservation = connection.prepareStatement(RESERVATION)) {
            reservation.setObject(1, order.orderId());
            BranchDatabase.change(reservation);
        }
        String rows = "(?, ?, ?), ".repeat(lines.size() - 1) + "(?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(LINES + rows)) {
            int column = 1;
            for (Line line : lines) {
                insert.setObject(column++, order.orderId());
                insert.setString(column++, line.sku().value());
                insert.setLong(column++, line.quantity());
            }
            BranchDatabase.change(insert);
        }
    }

    /** Rolls the branch back; an expected end, so it carries no trace. */
    private static final class ShortException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<Sku> skus;

        ShortException(List<Sku> skus) {
            super(skus.toString(), null, false, false);
            this.skus = List.copyOf(skus);
        }
    }
}
