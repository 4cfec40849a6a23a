package io.pottery.samples.readme;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Balances in a database, which only the youngest holder of a lock may change.
 */
@Repository
class Accounts {

	private final JdbcClient jdbc;

	Accounts(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	// @start region = fencedTable
	long fence(long id, long token) { // marks the row before it reads it
		refuseUnlessOne(this.jdbc.sql("UPDATE account SET fence = ? WHERE id = ? AND fence <= ?")
			.params(token, id, token)
			.update());
		return this.jdbc.sql("SELECT balance FROM account WHERE id = ?").param(id).query(Long.class).single();
	}

	void setBalance(long id, long token, long balance) {
		refuseUnlessOne(this.jdbc.sql("UPDATE account SET balance = ?, fence = ? WHERE id = ? AND fence <= ?")
			.params(balance, token, id, token)
			.update());
	}

	private static void refuseUnlessOne(int rows) {
		if (rows != 1) {
			throw new OptimisticLockingFailureException("A later holder of the lock was here");
		}
	}
	// @end

}
