package dev.ares.inventory.branch;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.ares.contracts.inventory.v1.ReleaseStock;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.SellResponse;
import dev.ares.contracts.inventory.v1.StockBranchGrpc;
import dev.ares.contracts.inventory.v1.StockRefused;
import dev.ares.contracts.inventory.v1.StockReleased;
import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.Refusal;
import dev.ares.inventory.domain.ReservationCommand.Reserve;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockPolicy;
import dev.ares.seata.BranchFailedException;
import dev.ares.seata.RowsLockedException;
import dev.ares.seata.XidOfCalls;
import dev.ares.web.grpc.GrpcAnswers;

/** Sales within global transactions, and what is left of them, as gRPC. */
final class StockBranchService extends StockBranchGrpc.StockBranchImplBase {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String NOT_SOLD = "NOT_SOLD";

    private final SellStock sellStock;
    private final Scheduler branches;
    private final SalesOnRecord onRecord;
    private final GrpcAnswers answers;

    /** @param branches threads that may block, as many as there are connections */
    StockBranchService(SellStock sellStock, Scheduler branches, SalesOnRecord onRecord, GrpcAnswers answers) {
        this.sellStock = sellStock;
        this.branches = branches;
        this.onRecord = onRecord;
        this.answers = answers;
    }

    @Override
    public void sell(ReserveStock request, StreamObserver<SellResponse> observer) {
        @Nullable String xid = XidOfCalls.current();
        Mono<SellResponse> answer = xid == null
                ? Mono.error(Status.INVALID_ARGUMENT
                        .withDescription(XidOfCalls.HEADER + " (expected: the id of a global transaction)")
                        .asException())
                : Mono.fromCallable(() -> answer(request, sellStock.sell(xid, order(request))))
                        .subscribeOn(branches)
                        .onErrorMap(BranchFailedException.class, StockBranchService::status);
        answers.send(answer, observer);
    }

    @Override
    public void find(ReserveStock request, StreamObserver<SellResponse> observer) {
        answers.send(
                Mono.fromCallable(() -> id(request.getOrderId()))
                        .flatMap(onRecord::has)
                        .map(sold -> sold ? SellResponse.getDefaultInstance() : notSold(request)),
                observer);
    }

    @Override
    public void giveBack(ReleaseStock request, StreamObserver<StockReleased> observer) {
        Mono<StockReleased> answer = Mono.fromCallable(() -> id(request.getOrderId()))
                .flatMap(onRecord::takeBack)
                .onErrorMap(OptimisticLockingFailureException.class, early -> Status.ABORTED
                        .withDescription(early.getMessage())
                        .asException())
                .then(Mono.fromSupplier(() -> StockReleased.newBuilder()
                        .setOrderId(request.getOrderId())
                        .build()));
        answers.send(answer, observer);
    }

    private static SellResponse notSold(ReserveStock request) {
        return SellResponse.newBuilder()
                .setRefused(StockRefused.newBuilder()
                        .setOrderId(request.getOrderId())
                        .setReason(NOT_SOLD))
                .build();
    }

    private static UUID id(String order) throws StatusException {
        try {
            return UUID.fromString(order);
        } catch (IllegalArgumentException malformed) {
            throw Status.INVALID_ARGUMENT
                    .withDescription(malformed.getMessage())
                    .asException();
        }
    }

    private static SellResponse answer(ReserveStock request, List<Sku> shortOf) {
        SellResponse.Builder answer = SellResponse.newBuilder();
        if (!shortOf.isEmpty()) {
            answer.setRefused(StockRefused.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setReason(Refusal.OUT_OF_STOCK.name())
                    .addAllSkus(shortOf.stream().map(Sku::value).toList()));
        }
        return answer.build();
    }

    private static Reserve order(ReserveStock request) throws StatusException {
        try {
            return new Reserve(
                    id(request.getOrderId()),
                    request.getLinesList().stream()
                            .map(line -> new Line(new Sku(line.getSku()), line.getQuantity()))
                            .toList(),
                    policy(request));
        } catch (IllegalArgumentException malformed) {
            throw Status.INVALID_ARGUMENT
                    .withDescription(malformed.getMessage())
                    .asException();
        }
    }

    private static StockPolicy policy(ReserveStock request) {
        return switch (request.getPolicy()) {
            case STOCK_POLICY_HALF_AT_MOST -> StockPolicy.HALF_AT_MOST;
            case STOCK_POLICY_UNSPECIFIED, STOCK_POLICY_ALL_OR_NOTHING, UNRECOGNIZED -> StockPolicy.ALL_OR_NOTHING;
        };
    }

    /** Each ends the global transaction; what is not known to be harmless is a fault, and logged by its caller. */
    private static Throwable status(BranchFailedException failure) {
        if (failure instanceof RowsLockedException) {
            return Status.ABORTED.withDescription(failure.getMessage()).asException();
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return Status.ALREADY_EXISTS.withDescription("sold before").asException();
            }
        }
        return failure;
    }
}
