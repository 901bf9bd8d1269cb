package dev.ares.order.global;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import dev.ares.contracts.inventory.v1.ReleaseStock;
import dev.ares.contracts.inventory.v1.ReservationLine;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.SellResponse;
import dev.ares.contracts.inventory.v1.StockBranchGrpc.StockBranchBlockingStub;
import dev.ares.contracts.inventory.v1.StockPolicy;
import dev.ares.order.saga.CheckoutState;
import dev.ares.seata.XidOnCalls;

/** {@link Stock} of the inventory service. */
final class GrpcStock implements Stock {

    /** Less than a global transaction may last. */
    private static final long LONGEST_MILLIS = 8_000;

    private final StockBranchBlockingStub inventory;

    GrpcStock(StockBranchBlockingStub inventory) {
        this.inventory = inventory;
    }

    @Override
    public void sell(String xid, CheckoutState checkout) {
        SellResponse answer = ask(xid, checkout);
        if (answer.hasRefused()) {
            throw new RefusedException(
                    answer.getRefused().getReason(),
                    String.join(", ", answer.getRefused().getSkusList()));
        }
    }

    @Override
    public boolean isSold(CheckoutState checkout) {
        return !inTime().find(request(checkout)).hasRefused();
    }

    @Override
    public void takeBack(CheckoutState checkout) {
        var order = ReleaseStock.newBuilder().setOrderId(checkout.orderId().toString());
        Objects.requireNonNull(inTime().giveBack(order.build()));
    }

    private SellResponse ask(String xid, CheckoutState checkout) {
        try {
            return inTime().withInterceptors(new XidOnCalls(xid)).sell(request(checkout));
        } catch (StatusRuntimeException failure) {
            if (failure.getStatus().getCode() == Status.Code.ABORTED) {
                throw new StockHeldException(String.valueOf(failure.getMessage()));
            }
            throw failure;
        }
    }

    private StockBranchBlockingStub inTime() {
        return inventory.withDeadlineAfter(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static ReserveStock request(CheckoutState checkout) {
        List<ReservationLine> lines = checkout.lines().stream()
                .map(line -> ReservationLine.newBuilder()
                        .setSku(line.sku())
                        .setQuantity(line.quantity())
                        .build())
                .toList();
        return ReserveStock.newBuilder()
                .setOrderId(checkout.orderId().toString())
                .addAllLines(lines)
                .setPolicy(policy(checkout))
                .build();
    }

    private static StockPolicy policy(CheckoutState checkout) {
        return checkout.stockPolicy() == dev.ares.order.domain.StockPolicy.HALF_AT_MOST
                ? StockPolicy.STOCK_POLICY_HALF_AT_MOST
                : StockPolicy.STOCK_POLICY_ALL_OR_NOTHING;
    }
}
