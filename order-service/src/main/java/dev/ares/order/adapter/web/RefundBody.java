package dev.ares.order.adapter.web;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.ares.order.domain.ReturnedLine;
import dev.ares.web.Problem;

/** The body of {@code POST /api/orders/{id}/refunds}; made only when it is well-formed. */
record RefundBody(List<Line> lines) {

    private static final int MOST_LINES = 50;

    RefundBody {
        if (lines.isEmpty() || lines.size() > MOST_LINES) {
            throw Problem.badRequest("lines", "1 to " + MOST_LINES + " lines");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!seen.add(lines.get(i).sku())) {
                throw Problem.badRequest("lines[" + i + "].sku", "each SKU once; the quantity says how many");
            }
        }
    }

    record Line(String sku, int quantity) {

        private static final int MOST = 1000;

        Line {
            if (!sku.matches("[!-~]{1,64}")) {
                throw Problem.badRequest("sku", "1 to 64 visible ASCII characters");
            }
            if (quantity < 1 || quantity > MOST) {
                throw Problem.badRequest("quantity", "1 to " + MOST);
            }
        }
    }

    List<ReturnedLine> returned() {
        return lines.stream()
                .map(line -> new ReturnedLine(line.sku(), line.quantity()))
                .toList();
    }
}
