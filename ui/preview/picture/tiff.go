package picture

func aboutTIFF(data []byte) about {
	var a about
	a.readEXIF(data)
	return a
}
