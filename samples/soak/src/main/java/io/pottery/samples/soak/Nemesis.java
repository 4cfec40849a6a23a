package io.pottery.samples.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Does something to a random master again and again, but never to more than a few at a
 * time. A master counts as disturbed until its clients have had the time to come back,
 * and one that restarted for as long as the clients may refuse to count it.
 */
final class Nemesis implements AutoCloseable {

	private final Fleet fleet;

	private final List<Fault> faults;

	private final Plan plan;

	private final Random random;

	private final List<Patient> patients;

	private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);

	private final Thread thread = new Thread(this::run, "nemesis");

	private volatile boolean ended;

	private int skipped;

	private @Nullable RuntimeException failure;

	Nemesis(Fleet fleet, Set<Fault> faults, Plan plan, long seed) {
		this.fleet = fleet;
		this.faults = faults.stream().sorted().toList();
		this.plan = plan;
		this.random = new Random(seed);
		this.patients = IntStream.range(0, fleet.size()).mapToObj(Patient::new).toList();
	}

	/**
	 * Begins, unless the period is zero.
	 */
	void start() {
		if (!this.plan.period().isZero()) {
			this.thread.start();
		}
	}

	private void run() {
		try {
			long tick = System.nanoTime();
			while (!this.ended) {
				tick += this.plan.period().toNanos();
				do {
					endWhatIsOver();
					Thread.sleep(5);
				}
				while (!this.ended && System.nanoTime() < tick);
				strike();
			}
			this.patients.forEach(this::cure);
		}
		catch (RuntimeException ex) {
			this.failure = ex;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void endWhatIsOver() {
		long now = System.nanoTime();
		for (Patient patient : this.patients) {
			if (patient.fault != null && now >= patient.faultUntil) {
				cure(patient);
			}
		}
	}

	private void cure(Patient patient) {
		Fault fault = patient.fault;
		if (fault != null) {
			fault.end(this.fleet, patient.master);
			patient.fault = null;
			patient.rest(fault.restarts ? this.plan.restartRest() : this.plan.rest());
		}
	}

	private void strike() {
		long now = System.nanoTime();
		List<Patient> disturbed = this.patients.stream().filter((patient) -> patient.isDisturbed(now)).toList();
		List<Patient> candidates = new ArrayList<>((disturbed.size() < this.plan.most()) ? this.patients : disturbed);
		candidates.removeIf((patient) -> patient.fault != null);
		candidates.sort(Comparator.comparingInt((patient) -> patient.master));
		Fault fault = this.faults.get(this.random.nextInt(this.faults.size()));
		int chosen = this.random.nextInt(Integer.MAX_VALUE);
		int millis = fault.millis(this.random);
		if (candidates.isEmpty()) {
			this.skipped++;
			return;
		}
		Patient patient = candidates.get(chosen % candidates.size());
		fault.begin(this.fleet, patient.master, millis, this.random);
		patient.fault = fault;
		patient.faultUntil = System.nanoTime() + Duration.ofMillis(millis).toNanos();
		this.counts.merge(fault, 1, Integer::sum);
	}

	int count() {
		return this.counts.values().stream().mapToInt(Integer::intValue).sum();
	}

	@Override
	public String toString() {
		return count() + " faults (" + this.counts + ", " + this.skipped + " left out)";
	}

	/**
	 * Ends all faults.
	 */
	@Override
	public void close() throws InterruptedException {
		this.ended = true;
		this.thread.join();
		if (this.failure != null) {
			throw this.failure;
		}
	}

	/**
	 * How often and how much.
	 *
	 * @param period from one fault to the next
	 * @param most how many masters may be disturbed at a time
	 * @param rest how long a master counts as disturbed after a fault
	 * @param restartRest how long it does after a restart
	 */
	record Plan(Duration period, int most, Duration rest, Duration restartRest) {

	}

	private static final class Patient {

		private final int master;

		private @Nullable Fault fault;

		private long faultUntil;

		private long disturbedUntil = System.nanoTime();

		Patient(int master) {
			this.master = master;
		}

		void rest(Duration time) {
			this.disturbedUntil = Math.max(this.disturbedUntil, System.nanoTime() + time.toNanos());
		}

		boolean isDisturbed(long now) {
			return this.fault != null || now < this.disturbedUntil;
		}

	}

}
