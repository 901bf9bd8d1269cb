package dev.ares.payment;

import java.util.UUID;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

import dev.ares.contracts.payment.v1.FindPaymentRequest;
import dev.ares.contracts.payment.v1.Payment;
import dev.ares.contracts.payment.v1.PaymentStatus;
import dev.ares.contracts.payment.v1.PaymentsGrpc;
import dev.ares.test.grpc.GrpcConnection;
import dev.ares.web.ServiceTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Questions over gRPC. */
class FindPaymentIT extends RunningService {

    @Autowired
    private GrpcServerLifecycle server;

    @Autowired
    private ServiceTokens tokens;

    private GrpcConnection connection;

    @BeforeEach
    void connect() {
        connection = GrpcConnection.to(server.getPort());
    }

    @AfterEach
    void disconnect() {
        connection.close();
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_visa, PAYMENT_STATUS_CAPTURED, ''",
        "pm_card_chargeDeclined, PAYMENT_STATUS_REFUSED, PAYMENT_DECLINED"
    })
    void tellsWhatBecameOfAPayment(String method, PaymentStatus status, String reason) {
        String order = pay(method);
        replies.awaitLast(order, 1);

        Payment payment = find(tokens.issue(), order);

        assertThat(payment.getOrderId()).isEqualTo(order);
        assertThat(payment.getStatus()).isEqualTo(status);
        assertThat(payment.getReason()).isEqualTo(reason);
        assertThat(payment.getAmount().getAmount()).isEqualTo(1999);
        assertThat(payment.getRefunded().getAmount()).isZero();
    }

    @Test
    void doesNotKnowWhatWasNeverAskedFor() {
        assertStatus(Status.Code.NOT_FOUND, tokens.issue(), UUID.randomUUID().toString());
        assertStatus(Status.Code.INVALID_ARGUMENT, tokens.issue(), "");
    }

    @Test
    void answersServicesOnly() {
        assertStatus(Status.Code.UNAUTHENTICATED, "nonsense", UUID.randomUUID().toString());
    }

    private void assertStatus(Status.Code expected, String token, String order) {
        assertThatThrownBy(() -> find(token, order))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus().getCode()).isEqualTo(expected));
    }

    private Payment find(String token, String order) {
        return connection
                .as(token, PaymentsGrpc::newBlockingStub)
                .find(FindPaymentRequest.newBuilder().setOrderId(order).build());
    }
}
