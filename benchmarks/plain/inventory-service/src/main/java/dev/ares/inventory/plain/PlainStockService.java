package dev.ares.inventory.plain;

import java.util.List;
import java.util.UUID;

import io.grpc.stub.StreamObserver;
import reactor.core.publisher.Mono;

import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.SellResponse;
import dev.ares.contracts.inventory.v1.StockBranchGrpc;
import dev.ares.contracts.inventory.v1.StockRefused;
import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.Refusal;
import dev.ares.inventory.domain.ReservationCommand.Reserve;
import dev.ares.inventory.domain.Sku;
import dev.ares.web.grpc.GrpcAnswers;

/** Reservations as gRPC: Seata's contract, without a global transaction. */
final class PlainStockService extends StockBranchGrpc.StockBranchImplBase {

    private final ReserveAtOnce reservations;
    private final GrpcAnswers answers;

    PlainStockService(ReserveAtOnce reservations, GrpcAnswers answers) {
        this.reservations = reservations;
        this.answers = answers;
    }

    @Override
    public void sell(ReserveStock request, StreamObserver<SellResponse> observer) {
        answers.send(
                Mono.defer(() -> reservations.reserve(order(request))).map(reserved -> answer(request, reserved)),
                observer);
    }

    private static Reserve order(ReserveStock request) {
        List<Line> lines = request.getLinesList().stream()
                .map(line -> new Line(new Sku(line.getSku()), line.getQuantity()))
                .toList();
        return new Reserve(UUID.fromString(request.getOrderId()), lines);
    }

    private static SellResponse answer(ReserveStock request, boolean reserved) {
        SellResponse.Builder answer = SellResponse.newBuilder();
        if (!reserved) {
            answer.setRefused(
                    StockRefused.newBuilder().setOrderId(request.getOrderId()).setReason(Refusal.OUT_OF_STOCK.name()));
        }
        return answer.build();
    }
}
