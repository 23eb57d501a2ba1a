package dev.tributary.source.qdrant;

import dev.tributary.outbound.AddressRule;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.File;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the channels of all sources, on threads of their own: reading an answer of many passages
 * shall hold up nobody's requests. What their calls complete runs there too, so it must not block.
 */
final class Channels implements AutoCloseable {
  /** A connection on which nothing comes back is tried after this long, while calls wait on it. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

  private static final Duration KEEP_ALIVE_ANSWER = Duration.ofSeconds(5);

  private final AddressRule rule;
  private @Nullable NioEventLoopGroup threads;

  Channels(AddressRule rule) {
    this.rule = rule;
  }

  /**
   * A channel, not connected yet.
   *
   * @param connectTimeout for TCP
   * @param maxBody the most bytes of an answer
   */
  ManagedChannel open(QdrantTarget target, Duration connectTimeout, int maxBody) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(target.host(), target.port())
            .eventLoopGroup(threads())
            .channelFactory(this::socket)
            .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
            .directExecutor()
            .disableRetry()
            .maxInboundMessageSize(maxBody)
            .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_ANSWER.toSeconds(), TimeUnit.SECONDS)
            .userAgent("Tributary");
    return (target.tls() ? builder.sslContext(tls(target)) : builder.usePlaintext()).build();
  }

  @Override
  public synchronized void close() {
    if (threads != null) {
      var _ = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }

  private synchronized NioEventLoopGroup threads() {
    if (threads == null) {
      threads =
          new NioEventLoopGroup(
              Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("qdrant", true));
    }
    return threads;
  }

  private Channel socket() {
    return new NioSocketChannel() {
      @Override
      protected boolean doConnect(SocketAddress remote, SocketAddress local) throws Exception {
        if (remote instanceof InetSocketAddress address && !rule.allows(address.getAddress())) {
          throw new RefusedAddressException(remote);
        }
        return super.doConnect(remote, local);
      }
    };
  }

  private static SslContext tls(QdrantTarget target) {
    try {
      return target.caFile() == null
          ? GrpcSslContexts.forClient().build()
          : GrpcSslContexts.forClient().trustManager(new File(target.caFile())).build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new SourceException(
          ErrorKind.UNAVAILABLE, "no certificates can be read from the file that ca-file names", e);
    }
  }
}
