module picture

go 1.24.2
