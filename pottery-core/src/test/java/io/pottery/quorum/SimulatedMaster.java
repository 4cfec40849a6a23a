package io.pottery.quorum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A Redis master with a clock of its own, which can hang, die and come back.
 */
final class SimulatedMaster {

	private final SimulatedWorld world;

	private final String name;

	private final double clockRate;

	private final SimulatedStore store = new SimulatedStore();

	private final List<SimulatedConnection> connections = new ArrayList<>();

	private final List<Runnable> waitForIt = new ArrayList<>();

	private boolean hung;

	private boolean dead;

	private long clockStep;

	private long recovered;

	private long lastDeath = -1;

	private int starts = 1;

	private boolean forgot;

	/** What was once saved to disk. */
	private @Nullable SimulatedStore saved;

	/** Who is to be told once when a key changes. */
	private final Map<String, Set<SimulatedConnection>> readers = new HashMap<>();

	SimulatedMaster(SimulatedWorld world, String name, double clockRate) {
		this.world = world;
		this.name = name;
		this.clockRate = clockRate;
	}

	String name() {
		return this.name;
	}

	/**
	 * Returns what names the process, new with each start.
	 */
	String runId() {
		return this.name + "#" + this.starts;
	}

	SimulatedStore store() {
		return this.store;
	}

	boolean healthy() {
		return !this.hung && !this.dead;
	}

	/**
	 * Returns when this master was last in trouble.
	 */
	long lastTrouble() {
		return healthy() ? this.recovered : this.world.now();
	}

	/**
	 * Returns when this master last came back.
	 */
	long recovered() {
		return this.recovered;
	}

	/**
	 * Returns when this master last died, and with it what it was told just before.
	 */
	long lastDeath() {
		return this.lastDeath;
	}

	void hang() {
		if (healthy()) {
			this.world.trace("%s hangs", this.name);
			this.hung = true;
		}
	}

	/**
	 * Goes on where it hung: whatever arrived meanwhile is executed now, connection by
	 * connection.
	 */
	void resume() {
		if (!this.hung) {
			return;
		}
		this.world.trace("%s goes on", this.name);
		this.hung = false;
		this.recovered = this.world.now();
		List<SimulatedConnection> all = new ArrayList<>(this.connections);
		Collections.shuffle(all, new Random(this.world.random.nextLong()));
		all.forEach(SimulatedConnection::drain);
		welcome();
	}

	/**
	 * Is killed. Some clients hear of it at once, others only when nobody answers.
	 */
	void die() {
		if (this.dead) {
			return;
		}
		this.world.trace("%s dies", this.name);
		this.dead = true;
		this.lastDeath = this.world.now();
		this.hung = false;
		List<SimulatedConnection> all = new ArrayList<>(this.connections);
		this.connections.clear();
		this.readers.clear();
		all.forEach(SimulatedConnection::broken);
	}

	void start(boolean withData) {
		if (!this.dead) {
			return;
		}
		this.world.trace("%s starts %s", this.name, withData ? "with its data" : "empty");
		begin();
		if (!withData) {
			this.forgot = true;
			this.store.clear();
		}
		welcome();
	}

	/**
	 * Starts with what was saved earlier, if anything was.
	 */
	void startWithOldData() {
		if (!this.dead) {
			return;
		}
		this.world.trace("%s starts with old data", this.name);
		begin();
		this.forgot = true;
		this.store.load((this.saved != null) ? this.saved : new SimulatedStore());
		welcome();
	}

	private void begin() {
		this.dead = false;
		this.starts++;
		this.recovered = this.world.now();
	}

	/**
	 * Returns whether it may ever have lost anything, as far as anybody knows.
	 */
	boolean hasForgotten() {
		return this.forgot || this.starts > 1;
	}

	void save() {
		this.saved = this.store.copy();
	}

	void flush() {
		this.world.trace("%s is flushed", this.name);
		this.forgot = true;
		this.store.clear();
		this.lastDeath = this.world.now();
		List<SimulatedConnection> all = new ArrayList<>(this.connections);
		this.readers.clear();
		all.forEach((connection) -> connection.hint(null));
	}

	void stepClock(long millis) {
		this.world.trace("%s steps its clock by %d ms", this.name, millis);
		this.clockStep += millis;
	}

	/**
	 * Runs something as soon as this master accepts connections.
	 */
	void whenUp(Runnable action) {
		if (healthy()) {
			action.run();
		}
		else {
			this.waitForIt.add(action);
		}
	}

	private void welcome() {
		List<Runnable> all = new ArrayList<>(this.waitForIt);
		this.waitForIt.clear();
		all.forEach(Runnable::run);
	}

	void accept(SimulatedConnection connection) {
		this.connections.add(connection);
	}

	void forget(SimulatedConnection connection) {
		this.connections.remove(connection);
		this.readers.values().forEach((all) -> all.remove(connection));
	}

	/**
	 * Executes a script as the server does: first its effect, then the reply.
	 */
	@Nullable Object execute(SimulatedParcel parcel, SimulatedConnection connection) {
		long millis = millis();
		SimulatedStore.Entry before = this.store.find(parcel.key(), millis);
		Object reply = parcel.execute(this.store, connection.runId(), millis);
		SimulatedStore.Entry after = this.store.find(parcel.key(), millis);
		if (parcel.isOfLock()) {
			if (before != null && after != before && !parcel.args().contains(before.value())) {
				this.world.violated(parcel.scriptName() + " changed the key of another token on " + this.name);
			}
			if (after != null && after.expires() == SimulatedStore.NEVER) {
				this.world.violated(parcel.scriptName() + " left a lock without an end on " + this.name);
			}
		}
		this.world.trace("%s %s -> %s", this.name, parcel, reply);
		if (after != before) {
			changed(parcel.key(), connection);
		}
		if (!parcel.scriptName().equals("write-marker")) {
			this.readers.computeIfAbsent(parcel.key(), (key) -> new LinkedHashSet<>()).add(connection);
		}
		return reply;
	}

	/**
	 * Tells those who read a key, but not whoever changed it.
	 */
	private void changed(String key, @Nullable SimulatedConnection by) {
		Set<SimulatedConnection> all = this.readers.remove(key);
		if (all != null) {
			all.forEach((reader) -> {
				if (reader != by) {
					reader.hint(key);
				}
			});
		}
	}

	/**
	 * Returns the time of this server.
	 */
	long millis() {
		return (long) (this.world.now() * this.clockRate) / SimulatedWorld.MILLI + this.clockStep;
	}

	/**
	 * Returns when, in true time, a lock will end here if nobody touches it.
	 * @param key the key in Redis
	 * @param token the token that must hold it
	 * @return the end, zero where another or nobody holds it
	 */
	long holdsUntil(String key, String token) {
		SimulatedStore.Entry entry = this.store.find(key, millis());
		if (entry == null || !entry.value().equals(token)) {
			return 0;
		}
		if (entry.expires() == SimulatedStore.NEVER) {
			return SimulatedStore.NEVER;
		}
		return trueTime(entry.expires() + 1);
	}

	/**
	 * Returns until when, in true time, this votes for nobody.
	 */
	long silentUntil() {
		SimulatedStore.Entry marker = this.store.find(Markers.KEY, millis());
		String[] parts = (marker != null) ? marker.value().split(" ") : new String[] { "" };
		if (!parts[0].equals(runId())) {
			return SimulatedStore.NEVER;
		}
		return (parts.length > 2) ? trueTime(Long.parseLong(parts[2])) : 0;
	}

	private long trueTime(long serverMillis) {
		return (long) ((serverMillis - this.clockStep) * SimulatedWorld.MILLI / this.clockRate);
	}

	@Nullable String holder(String key) {
		SimulatedStore.Entry entry = this.store.find(key, millis());
		return (entry != null) ? entry.value() : null;
	}

}
