package io.pottery.test;

import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A real Redis server on a port of this machine, which a test can kill, pause, start
 * again and empty. It keeps its port over all of that. It ends with {@link #close()}, at
 * the latest with the JVM, however that ends.
 * <p>
 * The binary is {@code redis-server} or {@code valkey-server} from the {@code PATH} if
 * that is 6.2 or newer, otherwise the one that the kit brings. The system property
 * {@code pottery.test.redis} chooses another: {@code bundled}, the absolute path of a
 * binary, or {@code docker:IMAGE} for a container, which needs Testcontainers. Servers
 * with TLS and nodes of a cluster are processes also then.
 * <p>
 * Nothing is written to disk unless {@link RedisServerBuilder#appendOnly()} asks for it.
 * The kit logs in as a user of its own, {@code pottery-test}, so that whatever a test
 * does to the other users leaves the kit working. Safe for all threads.
 *
 * @since 1.0
 */
public interface RedisServer extends AutoCloseable {

	/**
	 * Starts a server of one's own on a free port.
	 * @return the server, answering
	 * @throws RedisServerException if there is no binary or it does not start
	 */
	static RedisServer started() {
		return builder().start();
	}

	/**
	 * Sets up a server.
	 * @return a builder
	 */
	static RedisServerBuilder builder() {
		return new RedisServerBuilder();
	}

	/**
	 * Returns the server that everything in this JVM may share, started by the first who
	 * asks. Use keys of {@link KeyNames}, leave it running and never flush it. Closing it
	 * does nothing: it ends with the JVM.
	 * @return the shared server, answering
	 * @throws RedisServerException if there is no binary or it does not start
	 */
	static RedisServer shared() {
		return RedisServers.shared(1).get(0);
	}

	/**
	 * Returns where the server is, without credentials.
	 * @return such as {@code redis://127.0.0.1:20123}; with TLS, {@code rediss://…}
	 */
	String uri();

	/**
	 * Returns the host to connect to.
	 * @return the host
	 */
	String host();

	/**
	 * Returns the port to connect to. It never changes.
	 * @return the port
	 */
	int port();

	/**
	 * Returns the process of the server itself.
	 * @return its id
	 * @throws IllegalStateException if the server is stopped
	 * @throws UnsupportedOperationException if it runs in a container
	 */
	long pid();

	/**
	 * Returns the certificate to trust, as PEM.
	 * @return the file, which lives as long as this JVM
	 * @throws IllegalStateException if the server was built without TLS
	 */
	Path certificate();

	/**
	 * Returns a store that holds the certificate to trust.
	 * @return a new store in memory
	 * @throws IllegalStateException if the server was built without TLS
	 */
	KeyStore trustStore();

	/**
	 * Says whether the process lives, paused or not.
	 * @return {@code false} after {@link #stop()}, {@link #close()} or a crash
	 */
	boolean isRunning();

	/**
	 * Says whether the process is suspended.
	 * @return {@code true} from {@link #pause()} to {@link #resume()} or {@link #stop()}
	 */
	boolean isPaused();

	/**
	 * Starts the stopped server again, on its port. With an append-only file it has its
	 * data again, otherwise it is empty.
	 * @throws IllegalStateException if it runs or is closed
	 * @throws RedisServerException if it does not start
	 */
	void start();

	/**
	 * Starts the stopped server again, on its port, without any data.
	 * @throws IllegalStateException if it runs or is closed
	 * @throws RedisServerException if it does not start
	 */
	void startEmpty();

	/**
	 * Kills the server ({@code SIGKILL}), paused or not, and returns when its process is
	 * gone. Does nothing if it is stopped.
	 */
	void stop();

	/**
	 * Suspends the server ({@code SIGSTOP}): connections stay open and nothing answers.
	 * @throws IllegalStateException if it is stopped
	 */
	void pause();

	/**
	 * Lets a paused server go on ({@code SIGCONT}); it then answers what it was sent.
	 * @throws IllegalStateException if it is stopped
	 */
	void resume();

	/**
	 * Deletes all data of all databases.
	 * @throws RedisServerException if the server does not do it
	 */
	void flush();

	/**
	 * Sends a command, on a connection of its own and as a user who may do everything,
	 * and waits up to thirty seconds for the answer.
	 * @param name the command
	 * @param arguments its arguments
	 * @return the answer: a {@link Long}, a {@link String}, a {@link java.util.List} of
	 * answers, or {@code null}
	 * @throws RedisServerException if the answer is an error or none comes
	 */
	@Nullable Object command(String name, String... arguments);

	/**
	 * Returns how often the server has run which command since it started, without what
	 * the kit itself sends to look at it; see {@link CommandCount}.
	 * @return the calls by command, in lower case
	 * @throws RedisServerException if the server does not answer
	 */
	Map<String, Long> commandStats();

	/**
	 * Counts what the server runs during a block, whoever sends it.
	 * @param block what to run
	 * @return the calls by command
	 * @throws RedisServerException if the server does not answer
	 */
	CommandCount count(Runnable block);

	/**
	 * Returns how many connections the server has, the kit's own not counted.
	 * @return the number of connections
	 * @throws RedisServerException if the server does not answer
	 */
	int clientCount();

	/**
	 * Kills the server and deletes its directory. Does nothing the second time.
	 */
	@Override
	void close();

}
