# Starts Evenkeel on Windows, in local mode: PowerShell 5.1 or later. evenkeel.cmd calls this. A cluster's --master needs the
# launcher for Linux and macOS, or spark-submit itself.
#
#   JAVA_HOME           the Java to use (17 or later); else the one on PATH
#   EVENKEEL_MEMORY     MiB that a run may take in all; default: the machine's
#   EVENKEEL_JAVA_OPTS  further words for the Java VM
#   EVENKEEL_CACHE      the folder for unpacked native libraries
#   OPENBLAS_CORETYPE   the kernels OpenBLAS uses; default: OpenBLAS's own choice
$ErrorActionPreference = 'Stop'
$Infrastructure = 1
$Usage = 2

function Stop-Evenkeel([int] $Code, [string] $Message) {
  [Console]::Error.WriteLine("evenkeel: $Message")
  exit $Code
}

$Deploy = Split-Path -Parent $PSScriptRoot
$Target = Join-Path $Deploy 'lib'
if (-not (Test-Path (Join-Path $Target 'evenkeel-app.jar'))) { $Target = Join-Path $Deploy 'target' }
$AppJar = Join-Path $Target 'evenkeel-app.jar'
$Options = Join-Path $Target 'launcher/jvm.options'
if (-not (Test-Path $AppJar) -or -not (Test-Path $Options)) {
  Stop-Evenkeel $Infrastructure "$AppJar is missing; unpack a release, or build one with mvn -B -Prelease package -DskipTests"
}

if ($env:JAVA_HOME) {
  $Java = Join-Path $env:JAVA_HOME 'bin/java'
  if (-not ((Test-Path $Java) -or (Test-Path "$Java.exe"))) {
    Stop-Evenkeel $Infrastructure "JAVA_HOME=$($env:JAVA_HOME) has no bin/java; point it to a Java 17 or later, or unset it"
  }
} else {
  $Found = Get-Command java -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
  if (-not $Found) { Stop-Evenkeel $Infrastructure 'Java 17 or later is needed and there is none on PATH; install one or set JAVA_HOME' }
  $Java = $Found.Source
}
# java -version writes to the error stream, which must not end the script.
$ErrorActionPreference = 'Continue'
$Version = (& $Java -version 2>&1 | Out-String)
$ErrorActionPreference = 'Stop'
if ($Version -notmatch 'version "(\d+)') { Stop-Evenkeel $Infrastructure "$Java does not tell its version; Java 17 or later is needed" }
$Major = [int] $Matches[1]
if ($Major -lt 17) { Stop-Evenkeel $Infrastructure "Java 17 or later is needed, $Java is $Major; set JAVA_HOME" }

foreach ($Word in $args) {
  if ($Word -match '^(--master=)?(spark://|yarn$|k8s://)') {
    Stop-Evenkeel $Usage "$Word is not served on Windows; submit evenkeel-app.jar with spark-submit"
  }
}

# The memory that a run may take, shared out as the launcher for Linux does it.
if ($env:EVENKEEL_MEMORY) {
  $Total = $env:EVENKEEL_MEMORY
} elseif ($env:OS -eq 'Windows_NT') {
  $Total = [string] [math]::Floor((Get-CimInstance Win32_ComputerSystem).TotalPhysicalMemory / 1MB)
} else {
  $Total = '2048'
}
if ($Total -notmatch '^[1-9][0-9]{3,8}$' -or [long] $Total -lt 1024) {
  Stop-Evenkeel $Usage "Evenkeel needs at least 1024 MiB of memory, got $Total (EVENKEEL_MEMORY, else the machine's)"
}
$Mib = [long] $Total
$Heap = [math]::Max([math]::Floor($Mib * 2 / 5), 544)
$Vm = [math]::Max([math]::Floor($Mib / 5), 256)
$Young = [math]::Min([math]::Floor($Heap / 3), 512)

# From Java 24 on the VM warns of what Spark's and Netty's buffers use, and of a package that it no longer has.
$Words = @()
if ($Major -ge 24) { $Words += '--sun-misc-unsafe-memory-access=allow' }
foreach ($Line in Get-Content $Options) {
  if ($Line -notmatch '^\s*#') {
    $Words += $Line -split '\s+' | Where-Object { $_ -and ($Major -lt 24 -or $_ -notmatch 'sun\.security\.action') }
  }
}
$Words += '-XX:+UseParallelGC', "-Xmx${Heap}m", "-XX:MaxNewSize=${Young}m"
$Words += "-Dorg.bytedeco.javacpp.maxbytes=$(($Mib - $Heap - $Vm) * 1MB)"
$Words += "-Dorg.bytedeco.javacpp.maxphysicalbytes=$([math]::Floor($Mib * 1MB * 19 / 20))"
# A Java may lack the module for vector code; its file "release" says so.
$Release = Join-Path (Split-Path -Parent (Split-Path -Parent $Java)) 'release'
$Modules = if (Test-Path $Release) { Select-String -Path $Release -Pattern '^MODULES=' } else { $null }
$Vector = -not $Modules -or $Modules.Line -match 'jdk\.incubator\.vector'
if ($Vector -and $args.Count -gt 0 -and $args[0] -in 'run', 'reproduce', 'advise') { $Words += '--add-modules=jdk.incubator.vector' }
if ($env:EVENKEEL_JAVA_OPTS) { $Words += $env:EVENKEEL_JAVA_OPTS -split '\s+' | Where-Object { $_ } }

# One BLAS thread per task keeps sums in one order. Spark would look up this machine's own name, which need not resolve.
$env:OMP_NUM_THREADS = '1'
$env:OPENBLAS_NUM_THREADS = '1'
if (-not $env:SPARK_LOCAL_IP) { $env:SPARK_LOCAL_IP = '127.0.0.1' }

$ClassPath = $AppJar + [IO.Path]::PathSeparator + (Join-Path $Target 'spark/jars/*')
& $Java @Words -cp $ClassPath io.evenkeel.jobs.cli.Evenkeel @args
exit $LASTEXITCODE
