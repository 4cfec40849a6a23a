package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

import io.pottery.PatientPottery;
import io.pottery.Pottery;
import io.pottery.PotteryBuilder;
import io.pottery.test.CommandCount;
import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

/**
 * Five masters of a test's own, and those who use them.
 */
final class FiveMasters implements Iterable<RedisServer>, AutoCloseable {

	static final String MARKER = "pottery:master";

	private static final Duration LEASE = Duration.ofSeconds(30);

	private final RedisServers servers;

	private final List<Pottery> potterys = new ArrayList<>();

	private FiveMasters(RedisServers servers) {
		this.servers = servers;
	}

	static FiveMasters start() {
		return new FiveMasters(RedisServers.start(5));
	}

	static FiveMasters start(String user) {
		return new FiveMasters(RedisServers.builder().count(5).users(user).start());
	}

	static FiveMasters startAppendOnly() {
		return new FiveMasters(RedisServers.builder().count(5).appendOnly().start());
	}

	RedisServer get(int master) {
		return this.servers.get(master);
	}

	int size() {
		return this.servers.size();
	}

	@Override
	public Iterator<RedisServer> iterator() {
		return this.servers.iterator();
	}

	String name(int master) {
		return get(master).host() + ":" + get(master).port();
	}

	/**
	 * Connects one more client that believes the masters.
	 */
	Pottery trusting() {
		return PatientPottery.ready(open(builder().restartPolicy(RestartPolicy.TRUST_PERSISTENCE)));
	}

	/**
	 * Connects one more client that quarantines masters, and does not wait for anything.
	 */
	Pottery cautious(Duration maxLease) {
		return open(builder().maxLease(maxLease));
	}

	PotteryBuilder builder() {
		return PatientPottery.on(this.servers).restartPolicy(RestartPolicy.QUARANTINE);
	}

	Pottery open(PotteryBuilder builder) {
		Pottery pottery = builder.build();
		synchronized (this.potterys) {
			this.potterys.add(pottery);
		}
		return pottery;
	}

	/**
	 * Starts what is stopped, and resumes what is paused.
	 */
	void allBack() {
		for (RedisServer server : this.servers) {
			if (!server.isRunning()) {
				server.start();
			}
			if (server.isPaused()) {
				server.resume();
			}
		}
	}

	/**
	 * Waits until these clients reach every master.
	 */
	void await(Pottery... clients) {
		for (Pottery client : clients) {
			PatientPottery.ready(client);
		}
	}

	OnlyHints onlyHints() {
		return new OnlyHints(this.servers.uris());
	}

	/**
	 * Returns a lock that nobody loses to a slow machine.
	 */
	static RedlockBuilder lock(Pottery pottery, String key) {
		return pottery.redlockBuilder(key).autoReleaseTime(LEASE).quorumPatience(LEASE);
	}

	void restartEmpty(int master) {
		get(master).stop();
		get(master).startEmpty();
	}

	/**
	 * Waits until so many clients are connected to a master.
	 */
	void awaitConnected(int master, int clients) {
		Awaitility.await().until(() -> get(master).clientCount() == clients);
	}

	void onEvery(String command, String... args) {
		for (RedisServer server : this.servers) {
			server.command(command, args);
		}
	}

	/**
	 * Returns one answer of each master that runs.
	 */
	List<@Nullable Object> each(String command, String... args) {
		List<@Nullable Object> answers = new ArrayList<>();
		for (RedisServer server : this.servers) {
			if (server.isRunning()) {
				answers.add(server.command(command, args));
			}
		}
		return answers;
	}

	/**
	 * Returns the state that each master is marked with, without the name of the process.
	 */
	List<String> states() {
		return each("GET", MARKER).stream()
			.map((marker) -> (marker != null) ? marker.toString().split(" ")[1] : "unmarked")
			.toList();
	}

	String runId(int master) {
		return String.valueOf(get(master).command("INFO", "server"))
			.lines()
			.filter((line) -> line.startsWith("run_id:"))
			.findFirst()
			.orElseThrow()
			.substring("run_id:".length());
	}

	long holding(String redisKey) {
		return each("EXISTS", redisKey).stream().filter(Long.valueOf(1)::equals).count();
	}

	/**
	 * Waits until all five have heard of a lock: an acquisition waits for three.
	 */
	void awaitHeldByAll(String redisKey) {
		soon().until(() -> holding(redisKey) == this.servers.size());
	}

	void awaitGone(String redisKey) {
		soon().until(() -> holding(redisKey) == 0);
	}

	/**
	 * Returns what each master has run so far.
	 */
	List<Map<String, Long>> stats() {
		List<Map<String, Long>> stats = new ArrayList<>();
		this.servers.forEach((server) -> stats.add(server.commandStats()));
		return stats;
	}

	/**
	 * Returns what a master has run since.
	 */
	CommandCount since(List<Map<String, Long>> before, int master) {
		Map<String, Long> calls = new HashMap<>(get(master).commandStats());
		calls.replaceAll((command, count) -> count - before.get(master).getOrDefault(command, 0L));
		return new CommandCount(calls);
	}

	/**
	 * Starts to wait for a lock that is held, and returns when that is known: its process
	 * has nothing under way then.
	 */
	WaitingThread refused(Redlock lock, NextId probe) {
		List<Map<String, Long>> before = stats();
		WaitingThread waiting = WaitingThread.started(lock);
		for (int i = 0; i < this.servers.size(); i++) {
			int master = i;
			soon().until(() -> since(before, master).of("pttl") > 0);
		}
		// Every master is heard, behind its refusal.
		probe.reset();
		return waiting;
	}

	/**
	 * Waits for what takes no more than an answer.
	 */
	private static ConditionFactory soon() {
		return Awaitility.await()
			.atMost(LEASE.dividedBy(2))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5));
	}

	/**
	 * Returns what each master that failed is said to have done.
	 */
	static List<MasterException> failures(Throwable ex) {
		return Arrays.stream(ex.getSuppressed()).map(MasterException.class::cast).toList();
	}

	/**
	 * Ends all clients.
	 */
	void disconnect() {
		synchronized (this.potterys) {
			this.potterys.forEach(Pottery::close);
			this.potterys.clear();
		}
	}

	@Override
	public void close() {
		disconnect();
		this.servers.close();
	}

}
