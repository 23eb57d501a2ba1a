package dev.tributary.postgres;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.Serial;

/**
 * Counts what a server sends in answer to one script: the client's decoder would gather a message
 * of any length. Runs on the connection's event loop alone.
 */
final class AnswerCap extends ChannelInboundHandlerAdapter {
  private int max = Integer.MAX_VALUE;
  private int received;

  /** The server sent more than was allowed; the connection is closed. */
  static final class AnswerTooLargeException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    AnswerTooLargeException(int max) {
      super("an answer of more than " + max / (1024 * 1024) + " MiB", null, false, false);
    }
  }

  /** A new script begins. */
  void allow(int bytes) {
    max = bytes;
    received = 0;
  }

  // Nobody waits for the connection to be closed.
  @SuppressWarnings("FutureReturnValueIgnored")
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    int size = message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    if (size <= max - received) {
      received += size;
      context.fireChannelRead(message);
      return;
    }
    if (message instanceof ByteBuf bytes) {
      bytes.release();
    }
    context.fireExceptionCaught(new AnswerTooLargeException(max));
    context.close();
  }
}
