@echo off
rem Starts Evenkeel on Windows; evenkeel.ps1 beside this file says how.
powershell.exe -NoLogo -NoProfile -ExecutionPolicy Bypass -File "%~dp0evenkeel.ps1" %*
exit /b %ERRORLEVEL%
