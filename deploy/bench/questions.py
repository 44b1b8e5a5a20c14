"""Asks ten questions of a run's tables by DuckDB, and prints how long each answer took.

usage: questions.py RUN_DIRECTORY [COPY]

COPY is one sorted file of the rows of layers, as docs/queries.md makes it; the questions about layers are asked of it, too.
"""

import sys
import time

try:
    import duckdb
except ImportError:
    sys.exit("bench: no Python with DuckDB; pip install duckdb, or set PYTHON")

QUESTIONS = {
    "rows": "SELECT count(*) FROM {layers}",
    "share of trials that end with NaN or infinity, by scheme": """
        SELECT activation, init, avg((status = 'nonfinite')::INT) FROM {trials} GROUP BY ALL ORDER BY ALL""",
    "loss by scheme, depth and width": """
        SELECT activation, init, depth, width, median(loss_mean), quantile_cont(loss_mean, 0.9) FROM {trials}
        GROUP BY ALL ORDER BY ALL""",
    "change of the signal from the first to the last layer": """
        SELECT activation, round(sigma_w2, 6) AS scale,
               median(act_std) FILTER (layer = depth - 1) / median(act_std) FILTER (layer = 0)
        FROM {layers} WHERE layer IN (0, depth - 1) GROUP BY ALL ORDER BY ALL""",
    "curve of one scheme over its layers": """
        SELECT layer, median(act_std), median(log10_grad_rms) FROM {layers}
        WHERE activation = 'tanh' AND init LIKE 'xavier_normal%' AND depth = 200 AND width = 64 GROUP BY ALL ORDER BY ALL""",
    "cosine of the rows behind the last layer": """
        SELECT activation, init, depth, avg(act_cosine) FROM {layers} WHERE layer = depth - 1 GROUP BY ALL ORDER BY ALL""",
    "share of zeros, by layer": """
        SELECT layer, avg(act_zero_fraction) FROM {layers} WHERE activation = 'relu' AND depth = {depth} GROUP BY ALL ORDER BY ALL""",
    "twenty cells whose seeds differ most": """
        SELECT cell_id, any_value(init), stddev(log10_grad_rms) AS spread FROM {layers}
        WHERE layer = 0 AND isfinite(log10_grad_rms)
        GROUP BY cell_id ORDER BY spread DESC LIMIT 20""",
    "all layers of one trial": """
        SELECT layer, act_std, log10_grad_rms FROM {layers} WHERE trial_id = {trial} ORDER BY layer""",
    "every cell and layer: mean and quantiles of the gradient": """
        SELECT cell_id, layer, avg(log10_grad_rms), approx_quantile(log10_grad_rms, [0.05, 0.95]) FROM {layers} GROUP BY ALL""",
}


def ask(connection, of, tables):
    """Prints one line for each question that speaks of the table."""
    total = 0.0
    for question, query in QUESTIONS.items():
        if "{" + of + "}" not in query:
            continue
        started = time.perf_counter()
        answer = connection.sql(query.format(**tables)).fetchall()
        seconds = time.perf_counter() - started
        total += seconds
        print(f"{seconds:8.2f} s  {question}: {answer[0][0] if len(answer) == 1 else len(answer)}")
    return total


def main(arguments):
    if not 1 <= len(arguments) <= 2:
        sys.exit(__doc__.strip())
    run = arguments[0]
    connection = duckdb.connect()
    tables = {name: f"'{run}/{name}/*.parquet'" for name in ("trials", "layers")}
    middle = f"SELECT trial_id, depth FROM {tables['trials']} ORDER BY abs(depth - 50), seed DESC, trial_id LIMIT 1"
    tables["trial"], tables["depth"] = connection.sql(middle).fetchone()
    threads = connection.sql("SELECT current_setting('threads')").fetchone()[0]
    print(f"DuckDB {duckdb.__version__}, {threads} threads; {run}")
    ask(connection, "trials", tables)
    print(f"{ask(connection, 'layers', tables):8.2f} s  for those about layers")
    if len(arguments) == 2:
        print(arguments[1])
        tables["layers"] = f"'{arguments[1]}'"
        print(f"{ask(connection, 'layers', tables):8.2f} s  for those about layers")


main(sys.argv[1:])
