package dev.ares.local.shop;

/** Every port of the local stack, with its default. Each listens on 127.0.0.1 only. */
public enum Port {
    GATEWAY(8080),
    ORDER(8081),
    INVENTORY(8082),
    PAYMENT(8083),
    USER(8084),
    INVENTORY_GRPC(9082),
    PAYMENT_GRPC(9083),
    SIMULATOR(8090),
    /** Only where Seata coordinates checkouts. */
    SEATA(8091),
    POSTGRES(5432),
    REDIS(6379),
    KAFKA(9092),
    KAFKA_CONTROLLER(9093),
    /** Nacos also listens at +1000 and -1000 from here. */
    NACOS(8848);

    private final int standard;

    Port(int standard) {
        this.standard = standard;
    }

    /** Where the part listens when nothing is set. */
    public int standard() {
        return standard;
    }

    /** The environment variable that sets it. */
    public String setting() {
        return "ARES_" + name() + "_PORT";
    }
}
