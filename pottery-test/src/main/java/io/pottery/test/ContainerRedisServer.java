package io.pottery.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container. Testcontainers ends it with this JVM.
 */
final class ContainerRedisServer extends AbstractRedisServer {

	/**
	 * What the system property begins with to choose this kind of server.
	 */
	static final String PREFIX = "docker:";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String CONFIGURATION = "/pottery/redis.conf";

	private static final String EMPTY = "/pottery/empty";

	/*
	 * The file asks for an emptied directory: nothing can be executed in a container that
	 * is stopped, but files can be copied into it.
	 */
	private static final String RUN = """
			server=$(command -v valkey-server || command -v redis-server) || exit 127
			mkdir -p /data
			[ -s /pottery/empty ] && rm -rf /data/*
			: >/pottery/empty
			if "$server" --version | grep -Eq ' v=([7-9]|[1-9][0-9]+)[.]'; then
				set -- --enable-debug-command yes
			fi
			exec "$server" /pottery/redis.conf "$@"
			""";

	private final GenericContainer<?> container;

	private final int port;

	private volatile boolean paused;

	private volatile boolean closed;

	private ContainerRedisServer(String image, int port, ServerSettings settings) {
		super(settings, null);
		this.port = port;
		List<String> lines = new ArrayList<>(configuration(port));
		lines.add(0, "protected-mode no");
		lines.add(1, "dir /data");
		this.container = new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(port)
			.withCopyToContainer(Transferable.of(String.join("\n", lines) + "\n"), CONFIGURATION)
			.withCreateContainerCmdModifier((create) -> {
				// Docker would choose another port at every start.
				HostConfig host = (create.getHostConfig() != null) ? create.getHostConfig() : new HostConfig();
				create.withHostConfig(host.withPortBindings(new PortBinding(binding(port), new ExposedPort(port))));
				create.withEntrypoint("sh", "-c", RUN).withCmd();
			});
	}

	/*
	 * A port that Docker chose would be another after every start. An engine of this
	 * machine needs to be reached by nobody else.
	 */
	private static Ports.Binding binding(int port) {
		boolean local = "localhost".equals(DockerClientFactory.instance().dockerHostIpAddress());
		return local ? Ports.Binding.bindIpAndPort("127.0.0.1", port) : Ports.Binding.bindPort(port);
	}

	static ContainerRedisServer start(String image, ServerSettings settings) {
		ContainerRedisServer server = new ContainerRedisServer(image,
				(settings.port() > 0) ? settings.port() : FreePort.find(false), settings);
		try {
			server.container.start();
			server.awaitReady();
			return server;
		}
		catch (RuntimeException ex) {
			server.end();
			throw ex;
		}
	}

	private void awaitReady() {
		long start = System.nanoTime();
		while (!answers()) {
			if (System.nanoTime() - start > PATIENCE.toNanos()) {
				throw new RedisServerException(this + " did not answer within " + PATIENCE.toSeconds()
						+ " seconds. Its last words:" + System.lineSeparator() + this.container.getLogs());
			}
			Pause.briefly();
		}
	}

	private DockerClient docker() {
		return this.container.getDockerClient();
	}

	@Override
	public String host() {
		return this.container.getHost();
	}

	@Override
	public int port() {
		return this.port;
	}

	@Override
	public long pid() {
		throw new UnsupportedOperationException(
				this + " runs in a container, whose processes cannot be seen from here");
	}

	@Override
	public boolean isRunning() {
		return !this.closed && this.container.isRunning();
	}

	@Override
	public boolean isPaused() {
		return this.paused;
	}

	@Override
	public synchronized void start() {
		startAgain(false);
	}

	@Override
	public synchronized void startEmpty() {
		startAgain(true);
	}

	private void startAgain(boolean empty) {
		if (this.closed) {
			throw new IllegalStateException(this + " is closed");
		}
		if (isRunning()) {
			throw new IllegalStateException(this + " is running: stop() it first");
		}
		this.container.copyFileToContainer(Transferable.of(empty ? "yes" : ""), EMPTY);
		docker().startContainerCmd(this.container.getContainerId()).exec();
		awaitReady();
	}

	@Override
	public synchronized void stop() {
		if (isRunning()) {
			if (this.paused) {
				resume();
			}
			docker().killContainerCmd(this.container.getContainerId()).exec();
			docker().waitContainerCmd(this.container.getContainerId())
				.exec(new WaitContainerResultCallback())
				.awaitStatusCode();
		}
	}

	@Override
	public synchronized void pause() {
		docker().pauseContainerCmd(requireRunning()).exec();
		this.paused = true;
	}

	@Override
	public synchronized void resume() {
		String id = requireRunning();
		if (this.paused) {
			docker().unpauseContainerCmd(id).exec();
			this.paused = false;
		}
	}

	private String requireRunning() {
		if (!isRunning()) {
			throw new IllegalStateException(this + " is not running");
		}
		return this.container.getContainerId();
	}

	@Override
	synchronized void end() {
		this.closed = true;
		this.container.stop();
	}

}
