"""The two sides of a comparison, and the machine they run on."""
import os
import platform
import subprocess
import sys

BENCH = os.path.dirname(os.path.abspath(__file__))
AVX512_KERNELS = ("skylakex", "cooperlake", "sapphirerapids")
TARGET = os.path.join(os.path.dirname(BENCH), "target")


class Worker:
    """A process that times trials on request; it waits, idle, while others are asked."""

    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def line(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"bench: the {self.name} process ended early; its messages are above")
        return line.strip()

    def ask(self, request):
        """The rows of numbers that answer one line."""
        self.process.stdin.write(request + "\n")
        self.process.stdin.flush()
        rows = []
        while (line := self.line()) != "end":
            rows.append([float(word) for word in line.split()])
        return rows

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def evenkeel(main_class, *arguments):
    """A Java process on Evenkeel's application jar, with the kernels that EVENKEEL_KERNELS names, if it does."""
    classes = os.pathsep.join([os.path.join(TARGET, "bench", "peers"), os.path.join(TARGET, "evenkeel-app.jar")])
    kernels = os.environ.get("EVENKEEL_KERNELS")
    return Worker("evenkeel", [
        os.environ["BENCH_JAVA"], "-XX:+UseParallelGC", "-Xmx1g", "--add-modules=jdk.incubator.vector",
        *([f"-Devenkeel.kernels={kernels}"] if kernels else []),
        "-cp", classes, "io.evenkeel.deploy.bench." + main_class, *arguments])


def pytorch(script, *arguments):
    """A Python process of a script beside this one."""
    return Worker("pytorch", [sys.executable, os.path.join(BENCH, script), *arguments])


def cpu():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            return next(line.split(":", 1)[1].strip() for line in info if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def machine():
    return f"{cpu()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def java():
    version = subprocess.run([os.environ["BENCH_JAVA"], "-version"], capture_output=True, text=True, check=True)
    return version.stderr.splitlines()[1]


def warn_if_held_back(coretype):
    """Says so if a setting keeps both sides from kernels this machine could run."""
    if coretype and coretype.lower() not in AVX512_KERNELS and has_avx512():
        print(f"bench: OPENBLAS_CORETYPE={coretype} keeps both sides from this CPU's AVX-512 kernels; unset it to measure "
              "with them", file=sys.stderr)


def has_avx512():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return any(line.startswith("flags") and " avx512f " in line + " " for line in lines)
    except FileNotFoundError:
        return False


def warn_if_busy(load):
    if load > 0.5 * os.cpu_count():
        print("bench: the machine was busy with other work: these times and ratios say little; run it again on a "
              "quiet one", file=sys.stderr)
