package dev.ares.payment;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Takes the payments of orders. */
@SpringBootApplication
public class PaymentApplication {

    public static void main(String[] args) {
        // Connections to the provider that the JDK keeps open between calls; its default of 5 is below our concurrency.
        System.setProperty("http.maxConnections", "32");
        // The JDK would send a request again by itself when its connection ends without an answer.
        System.setProperty("sun.net.http.retryPost", "false");
        SpringApplication.run(PaymentApplication.class, args);
    }
}
