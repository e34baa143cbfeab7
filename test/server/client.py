"""The Python connector against a stand-in: what it is given on standard input, what it found as JSON on standard output."""

import datetime
import decimal
import json
import sys

import snowflake.connector

snowflake.connector.paramstyle = "qmark"
task = json.load(sys.stdin)
address = {"account": "LOCAL-STANDIN", "host": "127.0.0.1", "port": task["port"], "protocol": "http"}
place = {"role": "ACCOUNTADMIN", "warehouse": "COMPUTE_WH", "database": "APP", "schema": "PUBLIC"}
found = {"version": snowflake.connector.__version__}


def plain(value):
    """A value as JSON can tell it, with the name of its type where that would be lost."""
    if isinstance(value, int) and abs(value) > 2**53:
        return f"int {value}"
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, (bytes, bytearray)):
        return f"bytes {bytes(value).hex()}"
    if isinstance(value, datetime.datetime):
        return f"datetime {value.isoformat()}"
    if isinstance(value, (datetime.date, datetime.time, decimal.Decimal)):
        return f"{type(value).__name__} {value}"
    raise TypeError(type(value))


def connect(**how):
    return snowflake.connector.connect(**{**address, **place, **how})


def rows(connection, sql, binds=None):
    with connection.cursor() as cursor:
        cursor.execute(sql, binds)
        return plain(cursor.fetchall())


def failure(work):
    try:
        work()
    except snowflake.connector.errors.Error as error:
        return [error.errno, error.sqlstate]
    return None


who = "SELECT CURRENT_USER(), CURRENT_ROLE()"
found["logins"] = {}
for name, how in task["logins"].items():
    if "private_key" in how:
        how["private_key"] = bytes.fromhex(how["private_key"])
    with connect(**how) as connection:
        found["logins"][name] = rows(connection, who)[0]
found["refused"] = failure(lambda: connect(user="ADMIN", password="wrong"))[0]

with connect(user="ADMIN", password="right") as connection:
    for statement in task["statements"]:
        rows(connection, statement)
    found["types"] = rows(connection, "SELECT * FROM KINDS")[0]
    found["columns"] = [
        [column.name, column.type_code, column.precision, column.scale]
        for column in connection.cursor().execute("SELECT * FROM KINDS").description
    ]
    east = datetime.timezone(datetime.timedelta(hours=2))
    moment = datetime.datetime(2024, 2, 3, 4, 5, 6, 789)
    found["binds"] = rows(
        connection,
        "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?",
        (
            5,
            decimal.Decimal("12345678901234567890.12"),
            2.5,
            "it's ?",
            True,
            None,
            b"\xde\xad",
            datetime.date(1969, 12, 31),
            datetime.time(1, 2, 3, 4),
            moment,
            ("TIMESTAMP_TZ", moment.replace(tzinfo=east)),
            ("TIMESTAMP_LTZ", moment.replace(tzinfo=east)),
        ),
    )[0]
    with connection.cursor() as cursor:
        cursor.execute(task["merge"])
        found["merged"] = [cursor.rowcount, plain(cursor.fetchall())]
    many = rows(connection, "SELECT N FROM MANY ORDER BY N")
    found["many"] = [len(many), many == [[number] for number in range(len(many))]]
    found["errors"] = [
        failure(lambda sql=sql: rows(connection, sql)) for sql in ("SELEC", "SELECT NOPE", "SELECT * FROM NOWHERE", "CALL P()")
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1; SELECT 2", num_statements=2)
        found["several"] = [plain(cursor.fetchall())]
        cursor.nextset()
        found["several"].append(plain(cursor.fetchall()))
    with connection.cursor() as cursor:
        cursor.execute_async("SELECT 7")
        cursor.get_results_from_sfqid(cursor.sfqid)
        found["detached"] = plain(cursor.fetchall())

with connect(user="ADMIN", password="right", autocommit=False) as one, connect(user="ADMIN", password="right") as other:
    count = "SELECT COUNT(*) FROM STOCK"
    before = rows(one, count)[0][0]
    rows(one, "INSERT INTO STOCK VALUES (100, 1)")
    found["transaction"] = [rows(one, count)[0][0] - before, rows(other, count)[0][0] - before]
    one.rollback()
    found["transaction"].append(rows(one, count)[0][0] - before)
    rows(one, "INSERT INTO STOCK VALUES (100, 1)")
    one.commit()
    found["transaction"].append(rows(other, count)[0][0] - before)

json.dump(found, sys.stdout)
