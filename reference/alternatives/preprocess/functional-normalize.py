"""Cut and normalised by torchvision's functions."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    from torchvision.transforms import functional as F

    picture = F.crop(torch.from_numpy(np.array(image)).permute(2, 0, 1), top=0, left=100, height=299, width=299)
    scaled = F.convert_image_dtype(picture, torch.float32)
    return F.normalize(scaled, mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225])[None]
