package io.pottery.samples.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.pottery.test.RedisServer;

/**
 * The network between the clients and one server, which can be told to fail.
 */
final class FaultyProxy implements AutoCloseable {

	private static final int BUFFER = 1 << 14;

	private static final int BACKLOG = 200;

	private static final int CONNECT_MILLIS = 1000;

	private static final long STACK = 1 << 17;

	private final ServerSocket listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());

	private final RedisServer server;

	private final Set<Link> links = ConcurrentHashMap.newKeySet();

	private final Random random;

	private volatile Weather weather = Weather.FAIR;

	private volatile int mostDelayMillis;

	private volatile boolean cutInReply;

	private volatile double droppedNotices;

	private volatile @Nullable LockWire wire;

	FaultyProxy(RedisServer server, long seed) throws IOException {
		this.server = server;
		this.random = new Random(seed);
		start("accept", this::accept);
	}

	String uri() {
		return "redis://127.0.0.1:" + this.listening.getLocalPort();
	}

	/**
	 * Holds requests back, replies, or both.
	 */
	void stall(Weather stalling) {
		become(stalling);
	}

	/**
	 * Delays what goes either way by a random time.
	 * @param mostMillis the longest time
	 */
	void delay(int mostMillis) {
		this.mostDelayMillis = mostMillis;
		become(Weather.SLOW);
	}

	/**
	 * Ends the connections at the server's side only: clients see them open, and new
	 * ones, too, and hear nothing.
	 */
	void halfOpen() {
		become(Weather.HALF_OPEN);
		this.links.forEach(Link::closeServerSide);
	}

	/**
	 * Resets all connections.
	 */
	void cut() {
		this.links.forEach(Link::cut);
	}

	/**
	 * Resets the connection over which the next reply comes, in the middle of that reply.
	 */
	void cutInNextReply() {
		this.cutInReply = true;
	}

	/**
	 * Ends whatever was wrong.
	 * @param lose whether what was held back is lost, with its connections, instead of
	 * delivered
	 */
	void heal(boolean lose) {
		this.cutInReply = false;
		if (lose) {
			cut();
		}
		become(Weather.FAIR);
		this.links.stream().filter((link) -> link.halfOpen).forEach(Link::cut);
	}

	/**
	 * Keeps a share of the invalidation notices from the clients, from the next
	 * connection on.
	 */
	void dropNotices(double share) {
		this.droppedNotices = share;
	}

	/**
	 * Has somebody read what is asked over connections that are opened from now on.
	 */
	void tap(LockWire reader) {
		this.wire = reader;
	}

	private synchronized void become(Weather next) {
		this.weather = next;
		notifyAll();
	}

	private synchronized void awaitPassage(boolean requests, Link link) throws InterruptedException {
		while (!link.closed && (requests ? this.weather.holdsRequests : this.weather.holdsReplies)) {
			wait();
		}
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.listening.accept();
			client.setTcpNoDelay(true);
			Link link = new Link(client);
			this.links.add(link);
			start("requests", () -> {
				try {
					link.requests();
				}
				finally {
					link.cut();
				}
			});
		}
	}

	private static void start(String name, Task task) {
		Thread thread = new Thread(null, () -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				// One of the two sides is gone, and with it the reason to go on.
				return;
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}, "proxy-" + name, STACK);
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.listening.close();
		cut();
	}

	/**
	 * What the network does.
	 */
	enum Weather {

		/** Everything passes. */
		FAIR(false, false),

		/** Everything passes late. */
		SLOW(false, false),

		/** Requests do not pass. */
		NO_REQUESTS(true, false),

		/** Replies do not pass: what was asked is done, and nobody hears of it. */
		NO_REPLIES(false, true),

		/** Nothing passes. */
		NOTHING(true, true),

		/** Servers are gone, and clients do not know. */
		HALF_OPEN(false, false);

		private final boolean holdsRequests;

		private final boolean holdsReplies;

		Weather(boolean holdsRequests, boolean holdsReplies) {
			this.holdsRequests = holdsRequests;
			this.holdsReplies = holdsReplies;
		}

	}

	private interface Task {

		void run() throws IOException, InterruptedException;

	}

	/**
	 * One client's connection and the one behind it.
	 */
	private final class Link {

		private final Socket client;

		private final Socket behind = new Socket();

		private volatile boolean closed;

		private volatile boolean halfOpen;

		Link(Socket client) {
			this.client = client;
		}

		void requests() throws IOException, InterruptedException {
			if (!startsHalfOpen()) {
				this.behind.connect(
						new InetSocketAddress(FaultyProxy.this.server.host(), FaultyProxy.this.server.port()),
						CONNECT_MILLIS);
				this.behind.setTcpNoDelay(true);
				start("replies", this::replies);
			}
			LockWire wire = FaultyProxy.this.wire;
			CommandReader reader = (wire != null) ? new CommandReader(wire::command) : null;
			InputStream in = this.client.getInputStream();
			byte[] buffer = new byte[BUFFER];
			for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
				if (reader != null) {
					reader.read(buffer, length);
				}
				pass(true);
				// Who speaks to nobody is not told so.
				if (!this.halfOpen) {
					write(this.behind, buffer, length);
				}
			}
		}

		private boolean startsHalfOpen() {
			synchronized (FaultyProxy.this) {
				this.halfOpen = FaultyProxy.this.weather == Weather.HALF_OPEN;
			}
			return this.halfOpen;
		}

		private void replies() throws IOException, InterruptedException {
			double dropped = FaultyProxy.this.droppedNotices;
			NoticeFilter filter = (dropped > 0) ? new NoticeFilter(FaultyProxy.this.random, dropped) : null;
			try {
				InputStream in = this.behind.getInputStream();
				byte[] buffer = new byte[BUFFER];
				for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
					pass(false);
					if (FaultyProxy.this.cutInReply) {
						FaultyProxy.this.cutInReply = false;
						write(this.client, buffer, length / 2);
						return;
					}
					forward(buffer, length, filter);
				}
			}
			finally {
				if (!this.halfOpen) {
					cut();
				}
			}
		}

		private void forward(byte[] buffer, int length, @Nullable NoticeFilter filter) throws IOException {
			if (filter == null) {
				write(this.client, buffer, length);
				return;
			}
			byte[] rest = filter.filter(buffer, length);
			write(this.client, rest, rest.length);
		}

		private void pass(boolean requests) throws IOException, InterruptedException {
			if (FaultyProxy.this.weather == Weather.SLOW) {
				Thread.sleep(FaultyProxy.this.random.nextInt(FaultyProxy.this.mostDelayMillis + 1));
			}
			awaitPassage(requests, this);
			if (this.closed) {
				throw new IOException("Cut");
			}
		}

		private void write(Socket to, byte[] bytes, int length) throws IOException {
			OutputStream out = to.getOutputStream();
			out.write(bytes, 0, length);
		}

		void closeServerSide() {
			this.halfOpen = true;
			close(this.behind);
		}

		void cut() {
			this.closed = true;
			FaultyProxy.this.links.remove(this);
			close(this.client);
			close(this.behind);
			synchronized (FaultyProxy.this) {
				FaultyProxy.this.notifyAll();
			}
		}

		private void close(Socket socket) {
			try {
				socket.setSoLinger(true, 0);
			}
			catch (IOException ex) {
				// Closed before, or the other side was faster.
				this.closed |= socket == this.client;
			}
			try {
				socket.close();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
