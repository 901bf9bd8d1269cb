package dev.ares.local.nacos;

import com.alibaba.nacos.core.remote.grpc.GrpcClusterServer;

/** A single server has no other members to listen to: its port stays closed. */
public class NoGrpcClusterServer extends GrpcClusterServer {

    @Override
    public void startServer() {}
}
